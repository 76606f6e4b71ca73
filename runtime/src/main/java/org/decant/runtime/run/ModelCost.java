package org.decant.runtime.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/// What a model cost in a session: forward passes, contexts asked for in them, and how long reading prompts took.
public final class ModelCost {
    /// Later passes that go through as many positions nobody asked for read a text, such as one that was evicted.
    private static final int READ = 16;

    private final String model;
    /// Null where the model is no view.
    private final ModelCost viewed;
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong contexts = new AtomicLong();
    private final DoubleAdder wholePasses = new DoubleAdder();
    private final DoubleAdder wholeContexts = new DoubleAdder();
    private final AtomicLong nanoseconds = new AtomicLong();
    private final AtomicLong readPositions = new AtomicLong();
    private final AtomicLong readNanoseconds = new AtomicLong();

    /// Of a model that is no view of another.
    public ModelCost(String model) {
        this(model, null);
    }

    /// @param viewed what the model has cost that this one is a view of
    public ModelCost(String model, ModelCost viewed) {
        this.model = model;
        this.viewed = viewed;
    }

    /// @param asked     contexts that were asked for
    /// @param positions those and the ones before them that were computed too
    /// @param time      in nanoseconds
    /// @param share     the part of the whole model's layers that were run, from 0 to 1
    public void countPass(int asked, int positions, long time, double share) {
        boolean first = passes.getAndIncrement() == 0;
        contexts.addAndGet(asked);
        wholePasses.add(share);
        wholeContexts.add(share * asked);
        nanoseconds.addAndGet(time);
        if (positions - asked >= (first ? 1 : READ)) {
            readPositions.addAndGet(positions);
            readNanoseconds.addAndGet(time);
        }
    }

    public String model() {
        return model;
    }

    public long passes() {
        return passes.get();
    }

    /// Contexts that were asked for, all passes together.
    public long contexts() {
        return contexts.get();
    }

    /// What the model has cost that this one is a view of; this, where it is no view.
    public ModelCost whole() {
        return viewed == null ? this : viewed;
    }

    /// The passes as passes of the whole model: one that runs half of its layers is half a pass.
    public double wholePasses() {
        return wholePasses.sum();
    }

    /// The contexts, counted as their passes are in [#wholePasses].
    public double wholeContexts() {
        return wholeContexts.sum();
    }

    /// Time of all passes.
    public long nanoseconds() {
        return nanoseconds.get();
    }

    /// Positions of the passes that read a prompt; 0 for models that do not read token by token.
    public long readPositions() {
        return readPositions.get();
    }

    /// Time of those passes.
    public long readNanoseconds() {
        return readNanoseconds.get();
    }
}
