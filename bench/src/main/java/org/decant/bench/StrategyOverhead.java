package org.decant.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.runtime.vocabulary.Token;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A run of 200 tokens by a strategy of the library and by the same loop in Java: time for a run, session and all,
/// by the clock and, in [ThreadTime], by the processor.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StrategyOverhead {
    private static final int TOKENS = 200;
    private static final int COMPARED_SEEDS = 20;

    @Param
    public Loop loop;

    @Param
    public BenchModels.Kind model;

    private BenchModels models;
    private Decant decant;
    private LoadedStrategy strategy;
    private long seed;

    /// Loads both sides and makes sure that they write the same.
    @Setup
    public void load() {
        models = BenchModels.of(model);
        decant = Decant.create();
        strategy = decant.strategy(loop.strategy());
        for (int compared = 0; compared < COMPARED_SEEDS; compared++) {
            List<Token> scripted = runStrategy(compared);
            if (scripted.size() != TOKENS || !scripted.equals(runByHand(compared))) {
                throw new IllegalStateException("the strategy and the hand-written loop differ with seed " + compared);
            }
        }
    }

    @TearDown
    public void close() {
        decant.close();
    }

    @Benchmark
    public List<Token> script(ThreadTime time) {
        time.runs++;
        return runStrategy(seed++);
    }

    @Benchmark
    public List<Token> handWritten(ThreadTime time) {
        time.runs++;
        return runByHand(seed++);
    }

    private List<Token> runStrategy(long seed) {
        RunRequest.Builder request = RunRequest.builder().argument("target", models.target()).prompt(models.prompt())
                .maxTokens(TOKENS).seed(seed);
        if (loop == Loop.SPECULATIVE) {
            request.argument("drafter", models.drafter());
        }
        return strategy.run(request.build()).tokens();
    }

    private List<Token> runByHand(long seed) {
        return HandWritten.run(loop, models, TOKENS, seed).written();
    }
}
