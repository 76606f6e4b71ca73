package org.decant.runtime.exact;

import java.util.List;

/// Ends a run under enumeration at a checkpoint: what follows depends on the state alone and is enumerated once.
final class StateReached extends RuntimeException {
    private final transient State state;

    /// @param place  the loop
    /// @param values what it goes on from
    record State(Object place, List<Object> values) {}

    StateReached(State state) {
        super(null, null, false, false);
        this.state = state;
    }

    State state() {
        return state;
    }
}
