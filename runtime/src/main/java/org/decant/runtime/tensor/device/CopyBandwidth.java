package org.decant.runtime.tensor.device;

import java.util.stream.IntStream;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;

/// How fast a device copies its own memory by a tensor program. A pass over one token reads all weights once: it takes no less time
/// than their bytes at this speed.
public final class CopyBandwidth {
    private static final int WIDTH = 4096;
    private static final long LEAST = 64L << 20;
    private static final long MOST = 512L << 20;
    /// The second tensor that is copied is so much smaller, to know what a copy costs whatever its size.
    private static final int SMALLER = 8;
    private static final int ROUNDS = 12;

    private CopyBandwidth() {
    }

    /// Bytes per second, those that are read and those that are written together.
    ///
    /// @param memory of the device, in bytes: a small part of it is copied
    public static double measure(Target target, long memory) {
        int rows = (int) (Math.clamp(memory / 64, LEAST, MOST) / (WIDTH * Double.BYTES));
        CompiledProgram copy = target.compile(copy());
        double small = seconds(target, copy, rows / SMALLER);
        double large = seconds(target, copy, rows);
        return 2.0 * Double.BYTES * WIDTH * (rows - rows / SMALLER) / Math.max(1e-9, large - small);
    }

    private static TensorProgram copy() {
        ProgramBuilder builder = new ProgramBuilder();
        TensorType type = TensorType.numbers(Extent.varying("rows"), Extent.of(WIDTH));
        return builder.program(builder.update(builder.input("to", type), builder.input("all", TensorType.indices(Extent.varying("rows"))),
                builder.input("from", type)));
    }

    /// Of the fastest of some runs.
    private static double seconds(Target target, CompiledProgram copy, int rows) {
        try (Resident to = target.room(rows, WIDTH);
             Resident from = target.room(rows, WIDTH);
             Execution execution = copy.start()) {
            execution.resident(0, to);
            execution.vector(1, IntStream.range(0, rows).asDoubleStream().toArray());
            execution.resident(2, from);
            double best = Double.POSITIVE_INFINITY;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                execution.run();
                best = Math.min(best, (System.nanoTime() - start) * 1e-9);
            }
            return best;
        }
    }
}
