package org.decant.bench.sampling;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.decant.bench.ThreadTime;
import org.decant.compiler.tensor.ChainRunner;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.vocabulary.NumberedVocabulary;
import org.decant.runtime.vocabulary.Vocabulary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One token from the logits of 128,000 tokens, normally distributed with a standard deviation of 3.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Ddecant.kernels=vectors"})
public class SamplingCost {
    static final int SIZE = 128_000;
    private static final int COMPARED = 200;

    @Param
    public SampledChain chain;

    private double[] x;
    private double[] y;
    private Object[] leaves;
    private ChainRunner runner;
    private SeededDraws draws;

    /// Makes sure that all three draw the same tokens.
    @Setup
    public void prepare() {
        Random random = new Random(1);
        x = scores(random);
        y = scores(random);
        Vocabulary vocabulary = NumberedVocabulary.of(SIZE);
        Logits ofX = new Logits(vocabulary, x);
        Logits ofY = new Logits(vocabulary, y);
        leaves = chain.leaves() == 1 ? new Object[] {ofX} : new Object[] {ofX, ofY};
        runner = chain.runner();
        draws = new SeededDraws(0);
        for (int run = 0; run < CpuTarget.INSTANCE.runsBefore(); run++) {
            runner.run(draws, leaves);
        }
        int different = 0;
        for (int seed = 0; seed < COMPARED; seed++) {
            Object token = runner.run(new SeededDraws(seed), leaves);
            if (!token.equals(chain.steps(ofX, ofY, new SeededDraws(seed)))) {
                throw new IllegalStateException("the program and the steps differ with seed " + seed);
            }
            different += token.equals(vocabulary.token(chain.byHand(x, y, new SeededDraws(seed)))) ? 0 : 1;
        }
        // by hand tokens that are kept may be drawn in another order
        if (different > 0 && chain != SampledChain.SAMPLE && chain != SampledChain.NUCLEUS) {
            throw new IllegalStateException("the loops by hand differ with " + different + " seeds");
        }
    }

    static double[] scores(Random random) {
        double[] scores = new double[SIZE];
        Arrays.setAll(scores, i -> 3 * random.nextGaussian());
        return scores;
    }

    @Benchmark
    public Object program(ThreadTime time) {
        time.runs++;
        return runner.run(draws, leaves);
    }

    @Benchmark
    public Object steps(ThreadTime time) {
        time.runs++;
        return chain.steps((Logits) leaves[0], (Logits) leaves[leaves.length - 1], draws);
    }

    @Benchmark
    public int byHand(ThreadTime time) {
        time.runs++;
        return chain.byHand(x, y, draws);
    }
}
