package org.decant.runtime.run;

import org.decant.runtime.random.Draws;
import org.decant.runtime.trace.Trace;

/// One execution of a strategy: its session, its output, its random choices and what it costs.
public final class Run {
    private final Session session;
    private final Output output;
    private final Draws draws;
    private final DraftCost draftCost = new DraftCost();
    private final boolean enumerated;
    private final Trace trace;
    private volatile boolean cancelled;

    public Run(Session session, Output output, Draws draws) {
        this.session = session;
        this.output = output;
        this.draws = draws;
        this.enumerated = draws.enumerated();
        this.trace = session.trace();
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

    /// Hears what happens in it; null where nobody does.
    public Trace trace() {
        return trace;
    }

    /// Whether somebody is told of each round of its loops: who enumerates its choices, or a trace.
    public boolean roundsFollowed() {
        return enumerated || trace != null;
    }

    /// The activation that the strategy starts with.
    public Activation start() {
        return new Activation(this, draws, output);
    }
}
