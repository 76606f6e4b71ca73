package org.decant.runtime.run;

import java.util.concurrent.atomic.AtomicLong;

/// What a model cost in a session: forward passes, contexts asked for in them, and how long reading prompts took.
public final class ModelCost {
    /// Later passes that go through as many positions nobody asked for read a text, such as one that was evicted.
    private static final int READ = 16;

    private final String model;
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong contexts = new AtomicLong();
    private final AtomicLong nanoseconds = new AtomicLong();
    private final AtomicLong readPositions = new AtomicLong();
    private final AtomicLong readNanoseconds = new AtomicLong();

    public ModelCost(String model) {
        this.model = model;
    }

    /// @param asked     contexts that were asked for
    /// @param positions those and the ones before them that were computed too
    /// @param time      in nanoseconds
    public void countPass(int asked, int positions, long time) {
        boolean first = passes.getAndIncrement() == 0;
        contexts.addAndGet(asked);
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
