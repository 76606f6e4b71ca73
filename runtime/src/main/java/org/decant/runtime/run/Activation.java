package org.decant.runtime.run;

import org.decant.runtime.random.Draws;
import org.decant.runtime.trace.Trace;

/// What a running block stands in: the run, the branch's random choices and the output it writes to.
public record Activation(Run run, Draws draws, Output output) {

    /// Hears what happens; null where nobody does.
    public Trace trace() {
        return run.trace();
    }

    /// The activations of `count` branches: streams of their own, outputs that go on from here but write nothing here.
    public Activation[] branches(int count) {
        Draws[] streams = draws.branches(count);
        Activation[] branches = new Activation[count];
        for (int i = 0; i < count; i++) {
            branches[i] = new Activation(run, streams[i], output.branch());
        }
        return branches;
    }

    /// The activation of a strategy that this one runs and goes on after.
    public Activation within(Output other) {
        return new Activation(run, draws.within(), other);
    }

    /// The activation of a strategy whose end is this one's end.
    public Activation last(Output other) {
        return new Activation(run, draws, other);
    }
}
