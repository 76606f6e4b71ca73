package org.decant.runtime.run;

import org.decant.runtime.random.Draws;

/// One execution of a strategy: its session, its output, its random choices and what it costs.
public final class Run {
    private final Session session;
    private final Output output;
    private final Draws draws;
    private final DraftCost draftCost = new DraftCost();
    private final boolean enumerated;
    private volatile boolean cancelled;

    public Run(Session session, Output output, Draws draws) {
        this.session = session;
        this.output = output;
        this.draws = draws;
        this.enumerated = draws.enumerated();
    }

    public Session session() {
        return session;
    }

    public Output output() {
        return output;
    }

    public DraftCost draftCost() {
        return draftCost;
    }

    /// Makes this run end soon, and no other run of the session.
    public void cancel() {
        cancelled = true;
    }

    /// Whether this run, or its whole session, was cancelled.
    public boolean cancelled() {
        return cancelled || session.cancelled();
    }

    /// Whether its random choices are enumerated, so that loops tell of their rounds; see [Draws#checkpoint].
    public boolean enumerated() {
        return enumerated;
    }

    /// The activation that the strategy starts with.
    public Activation start() {
        return new Activation(this, draws, output);
    }
}
