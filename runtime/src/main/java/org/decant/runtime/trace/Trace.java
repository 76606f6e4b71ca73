package org.decant.runtime.trace;

/// Hears what happens in the runs of a session.
@FunctionalInterface
public interface Trace {

    /// Called when it has happened, on the thread of the branch that did it: branches call at the same time.
    void tell(TraceEvent event);
}
