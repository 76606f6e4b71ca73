package org.decant.bench.sampling;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.decant.bench.ThreadTime;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.TensorType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What chains are compared with: one pass over the scores that finds the largest.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Ddecant.kernels=vectors"})
public class MaximumPass {
    private double[] x;
    private CompiledProgram largest;

    @Setup
    public void prepare() {
        x = SamplingCost.scores(new Random(1));
        ProgramBuilder builder = new ProgramBuilder();
        largest = CpuTarget.INSTANCE.compile(builder.program(builder.reduce(Reduction.MAX,
                builder.input("x", TensorType.numbers(Extent.symbol("vocabulary"))), 0)));
    }

    /// One pass, with vectors.
    @Benchmark
    public double max(ThreadTime time) {
        time.runs++;
        try (Execution execution = largest.start()) {
            execution.vector(0, x);
            execution.run();
            return execution.number(0);
        }
    }

    /// One pass, by hand.
    @Benchmark
    public double maxByHand(ThreadTime time) {
        time.runs++;
        return ByHand.max(x);
    }
}
