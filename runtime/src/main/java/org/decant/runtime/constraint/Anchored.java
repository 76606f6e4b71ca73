package org.decant.runtime.constraint;

import org.decant.runtime.context.Context;

/// A constraint that begins after a certain context.
record Anchored(Constraint constraint, Context start) implements Constraint {

    @Override
    public State start(Context at) {
        return constraint.start(at);
    }

    @Override
    public Constraint after(Context other) {
        return new Anchored(constraint, other);
    }

    @Override
    public String toString() {
        return constraint + ".after(…)";
    }
}
