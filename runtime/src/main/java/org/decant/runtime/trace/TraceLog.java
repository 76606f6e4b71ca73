package org.decant.runtime.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.decant.runtime.context.Context;

/// Keeps all events. Branches tell what they do between two passes in the scheduler's order; it is kept in an order that
/// depends on the events only: shorter outputs first.
public final class TraceLog implements Trace {
    private static final Comparator<TraceEvent> ORDER = Comparator.<TraceEvent, Context>comparing(TraceEvent::at,
            Context::compareByLength).thenComparing(TraceLog::kind).thenComparing(TraceLog::compareWritten);

    private final List<TraceEvent> settled = new ArrayList<>();
    /// What branches have told since the last pass.
    private final List<TraceEvent> recent = new ArrayList<>();
    private final Set<Thread> tellers = new HashSet<>();
    /// Runs the strategy; waits while branches run.
    private Thread main;

    @Override
    public synchronized void tell(TraceEvent event) {
        if (event instanceof TraceEvent.Began) {
            main = Thread.currentThread();
        }
        if (event instanceof TraceEvent.Passed || Thread.currentThread() == main) {
            settle();
            settled.add(event);
        } else {
            recent.add(event);
            tellers.add(Thread.currentThread());
        }
    }

    /// What was told until now.
    public synchronized List<TraceEvent> events() {
        settle();
        return List.copyOf(settled);
    }

    private void settle() {
        if (tellers.size() > 1) {
            recent.sort(ORDER);
        }
        settled.addAll(recent);
        recent.clear();
        tellers.clear();
    }

    /// Where a branch does several things at one context, the order it does them in.
    private static int kind(TraceEvent event) {
        return switch (event) {
            case TraceEvent.Began _ -> 0;
            case TraceEvent.Held _ -> 1;
            case TraceEvent.Branched _ -> 2;
            case TraceEvent.Passed _ -> 3;
            case TraceEvent.Drafted _ -> 4;
            case TraceEvent.Judged _ -> 5;
            case TraceEvent.Wrote _ -> 6;
        };
    }

    private static int compareWritten(TraceEvent a, TraceEvent b) {
        return a instanceof TraceEvent.Wrote first && b instanceof TraceEvent.Wrote second
                ? first.to().compareByLength(second.to()) : 0;
    }
}
