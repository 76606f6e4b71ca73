package org.decant.runtime.tensor.cpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Value;

/// A program as steps over numbered memory.
final class CpuProgram implements CompiledProgram {
    private final TensorProgram program;
    private final Map<Value, Integer> slots = new IdentityHashMap<>();
    private final Map<String, Integer> symbols = new HashMap<>();
    private final int[] inputSlots;
    /// For each input and axis the symbol, or -1 for a known extent.
    private final int[][] inputSymbols;
    /// For each input whether the program changes it.
    private final boolean[] updated;
    private final int[] outputSlots;
    private final Size[] outputSizes;
    private final Step[] steps;
    private final int slotCount;
    private final List<Value> constants = new ArrayList<>();
    private final Deque<Workspace> spare = new ArrayDeque<>();
    /// Whether the loops with vectors are compiled.
    private volatile boolean warm;
    private final AtomicInteger runs = new AtomicInteger();

    /// @param program  as it was given
    /// @param lowered  the same without log-sum-exps
    /// @param warm     whether it uses vectors from the first run on
    CpuProgram(TensorProgram program, TensorProgram lowered, boolean warm) {
        this.program = program;
        this.warm = warm;
        Schedule schedule = Schedule.of(lowered);
        for (Value input : lowered.inputs()) {
            slots.put(input, slots.size());
            input.type().shape().forEach(this::symbol);
        }
        int next = slots.size();
        for (Value value : lowered.values()) {
            if (value.operation() instanceof Operation.Reshape || value.operation() instanceof Operation.Update) {
                slots.put(value, slots.get(value.operand(0)));
            } else if (schedule.kept(value) && !slots.containsKey(value)) {
                slots.put(value, next++);
                value.type().shape().forEach(this::symbol);
                if (value.operation() instanceof Operation.Constant) {
                    constants.add(value);
                }
            }
        }
        this.slotCount = next;
        inputSlots = lowered.inputs().stream().mapToInt(slots::get).toArray();
        inputSymbols = lowered.inputs().stream().map(input -> input.type().shape().stream()
                .mapToInt(e -> e.known() ? -1 : symbols.get(e.symbol())).toArray()).toArray(int[][]::new);
        updated = new boolean[inputSlots.length];
        lowered.values().stream().filter(value -> value.operation() instanceof Operation.Update)
                .forEach(update -> updated[lowered.inputs().indexOf(update.operand(0))] = true);
        outputSlots = lowered.outputs().stream().mapToInt(slots::get).toArray();
        outputSizes = lowered.outputs().stream().map(this::size).toArray(Size[]::new);
        steps = schedule.parts().stream().map(part -> switch (part) {
            case Schedule.Part.Fused fused -> new LoopStep(this, fused.loop());
            case Schedule.Part.Kernel kernel -> Step.of(this, kernel.value());
        }).toArray(Step[]::new);
    }

    private void symbol(Extent extent) {
        if (!extent.known()) {
            symbols.putIfAbsent(extent.symbol(), symbols.size());
        }
    }

    int slot(Value value) {
        return slots.get(value);
    }

    int symbol(String name) {
        return symbols.get(name);
    }

    Size size(Value value) {
        return size(value.type().shape());
    }

    Size size(List<Extent> extents) {
        return Size.of(extents, symbols::get);
    }

    int inputSlot(int input) {
        return inputSlots[input];
    }

    boolean updates(int input) {
        return updated[input];
    }

    int outputSlot(int output) {
        return outputSlots[output];
    }

    Size outputSize(int output) {
        return outputSizes[output];
    }

    void bind(Workspace workspace, int input, int axis, int extent) {
        int symbol = inputSymbols[input][axis];
        if (symbol >= 0) {
            workspace.extents[symbol] = extent;
        }
    }

    /// A run for its results; after some the rehearsals begin.
    void runMeasured(Workspace workspace) {
        run(workspace, warm);
        if (!warm && runs.get() < Rehearsal.RUNS_BEFORE && workspace.large() && runs.incrementAndGet() == Rehearsal.RUNS_BEFORE) {
            Rehearsal.begin(this, workspace.copy());
        }
    }

    void warm() {
        warm = true;
    }

    boolean isWarm() {
        return warm;
    }

    void run(Workspace workspace, boolean vectors) {
        workspace.useVectors(vectors);
        for (Step step : steps) {
            step.run(workspace);
        }
    }

    @Override
    public TensorProgram program() {
        return program;
    }

    @Override
    public Execution start() {
        synchronized (spare) {
            if (!spare.isEmpty()) {
                return spare.pop();
            }
        }
        return workspace();
    }

    Workspace workspace() {
        Workspace workspace = new Workspace(this, slotCount, symbols.size());
        for (Value constant : constants) {
            workspace.room(slot(constant), 1)[0] = ((Operation.Constant) constant.operation()).value();
        }
        return workspace;
    }

    void giveBack(Workspace workspace) {
        synchronized (spare) {
            spare.push(workspace);
        }
    }
}
