package org.decant.cli;

import java.util.List;
import org.decant.runtime.run.DraftCost;
import org.decant.runtime.run.Session;

/// What the inputs of an interactive session have cost together.
final class SessionCost {
    private final Session session;
    private CostLine.Drafts drafts = new CostLine.Drafts(0, 0, 0);
    private int tokens;
    private long nanoseconds;

    SessionCost(Session session) {
        this.session = session;
    }

    void add(int written, long time, DraftCost drafted) {
        tokens += written;
        nanoseconds += time;
        drafts = drafts.plus(CostLine.Drafts.of(drafted));
    }

    String line() {
        return CostLine.of(tokens, null, session.costs(), drafts, nanoseconds / 1e9, List.of());
    }
}
