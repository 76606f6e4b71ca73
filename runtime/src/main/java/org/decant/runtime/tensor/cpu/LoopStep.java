package org.decant.runtime.tensor.cpu;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.decant.runtime.VectorModule;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.Value;

/// Runs a fused loop: with vectors where rows are long, if the Vector API is there and the program is warm.
final class LoopStep implements Step {
    /// Below it, plain code is as fast, and the Vector API need not be loaded.
    static final int LONG_ROW = 1024;

    private final CpuProgram program;
    private final Loop loop;
    private final Size rows;
    private final Size columns;
    private final int[] stored;
    private final int[] reduced;
    private final List<Value> checked;
    private final Map<LoopClass.Kind, FusedLoop> code = new ConcurrentHashMap<>();

    LoopStep(CpuProgram program, Loop loop) {
        this.program = program;
        this.loop = loop;
        int rank = loop.domain().size();
        this.rows = program.size(loop.domain().subList(0, Math.max(rank - 1, 0)));
        this.columns = program.size(loop.domain().subList(Math.max(rank - 1, 0), rank));
        this.stored = loop.stores().stream().mapToInt(program::slot).toArray();
        this.reduced = loop.reductions().stream().mapToInt(program::slot).toArray();
        this.checked = loop.reductions().stream().filter(LoopStep::checks).toList();
    }

    private static boolean checks(Value value) {
        return switch (value.operation()) {
            case Operation.Reduce reduce -> reduce.finite();
            case Operation.ArgMax largest -> largest.finite();
            default -> false;
        };
    }

    @Override
    public void run(Workspace workspace) {
        int rowCount = rows.of(workspace.extents);
        int columnCount = columns.of(workspace.extents);
        for (int slot : stored) {
            workspace.room(slot, rowCount * columnCount);
        }
        for (int slot : reduced) {
            workspace.room(slot, 2 * rowCount); // an arg-max that is checked needs twice as many
        }
        code(columnCount, workspace.usesVectors()).run(rowCount, columnCount, workspace.memory);
        for (Value value : checked) {
            check(value, workspace.memory[program.slot(value)], rowCount);
        }
    }

    private FusedLoop code(int columnCount, boolean vectors) {
        LoopClass.Kind kind = columnCount < LONG_ROW || !VectorModule.present() ? LoopClass.Kind.PLAIN
                : vectors ? LoopClass.Kind.VECTORS : LoopClass.Kind.LANES;
        FusedLoop known = code.get(kind);
        return known != null ? known : code.computeIfAbsent(kind, made -> LoopClass.make(loop, program::slot, made));
    }

    /// An arg-max has the numbers to check behind its places.
    private static void check(Value value, double[] numbers, int rowCount) {
        int first = value.operation() instanceof Operation.ArgMax ? rowCount : 0;
        for (int i = first; i < first + rowCount; i++) {
            if (!Double.isFinite(numbers[i])) {
                throw ProgramFailure.noDistribution(value, numbers[i]);
            }
        }
    }
}
