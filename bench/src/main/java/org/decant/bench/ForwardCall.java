package org.decant.bench;

import java.util.concurrent.TimeUnit;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What is kept in books for one model call: a context one token longer, the pending call, the round that runs it as a
/// pass of one, the memory of its result. The model itself computes nothing.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ForwardCall {
    private static final int CALLS = 200;

    private final ForwardModel free = new Free(SymbolTokenizer.letters("letters", 8, false));

    /// A new context, a call there, and its value read.
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public double extendCallRead() {
        Session session = new Session();
        Model model = session.bind(free);
        Token token = free.vocabulary().token(0);
        Context context = session.root(free.vocabulary());
        double sum = 0;
        for (int i = 0; i < CALLS; i++) {
            context = context.plus(token);
            sum += model.logits(context).score(token);
        }
        return sum;
    }

    /// The new context alone.
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Context extend() {
        Session session = new Session();
        Token token = free.vocabulary().token(0);
        Context context = session.root(free.vocabulary());
        for (int i = 0; i < CALLS; i++) {
            context = context.plus(token);
        }
        return context;
    }

    /// All scores are 0.
    private record Free(Vocabulary vocabulary) implements ForwardModel {

        @Override
        public String name() {
            return "free";
        }

        @Override
        public Passes open(Session session) {
            return pass -> { };
        }
    }
}
