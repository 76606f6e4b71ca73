package org.decant.runtime.run;

import java.util.concurrent.atomic.AtomicLong;

/// What a model cost in a session: forward passes, and contexts asked for in them.
public final class ModelCost {
    private final String model;
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong contexts = new AtomicLong();

    public ModelCost(String model) {
        this.model = model;
    }

    public void countPass(int size) {
        passes.incrementAndGet();
        contexts.addAndGet(size);
    }

    public String model() {
        return model;
    }

    public long passes() {
        return passes.get();
    }

    /// Contexts whose next-token logits were computed, all passes together.
    public long contexts() {
        return contexts.get();
    }
}
