package org.decant.runtime.run;

import java.util.concurrent.atomic.AtomicLong;

/// What drafting gave in a run: tokens drafted and accepted, and how many verifications there were.
public final class DraftCost {
    private final AtomicLong drafted = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong verifications = new AtomicLong();

    /// Counts one verification of a tree of `nodes` drafted tokens, `taken` of which were accepted.
    public void count(int nodes, int taken) {
        verifications.incrementAndGet();
        drafted.addAndGet(nodes);
        accepted.addAndGet(taken);
    }

    public long drafted() {
        return drafted.get();
    }

    public long accepted() {
        return accepted.get();
    }

    public long verifications() {
        return verifications.get();
    }
}
