package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.MaterializedFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.decant.compiler.nodes.Slots;
import org.decant.compiler.typed.FrameLayout;
import org.decant.runtime.context.Context;
import org.decant.runtime.random.Draws;
import org.decant.runtime.run.Activation;
import org.decant.runtime.trace.HeldContexts;
import org.decant.runtime.trace.TraceEvent;

/// The variables around a loop, with which a round starts, where nothing else decides how the run goes on: the loop stands in
/// the control flow of a strategy, and no half-computed expression waits for it.
public final class LoopVariables {
    private final FrameLayout layout;
    private final int outer;

    /// @param outer how many of the layout's variables are around the loop, from the first on
    public LoopVariables(FrameLayout layout, int outer) {
        this.layout = layout;
        this.outer = outer;
    }

    /// Tells a trace, and who enumerates the choices, that a round begins. Most runs that are enumerated end here, by an
    /// exception that is nothing unusual.
    @TruffleBoundary(transferToInterpreterOnException = false)
    void tell(Activation activation, MaterializedFrame frame) {
        if (activation.trace() != null) {
            trace(activation, frame);
        }
        if (activation.run().enumerated() && activation.output().resumable()) {
            activation.draws().checkpoint(new Place(this, activation.output().start()), new Round(activation, frame));
        }
    }

    private void trace(Activation activation, MaterializedFrame frame) {
        List<TraceEvent.Variable> held = new ArrayList<>();
        for (int slot = 0; slot < outer; slot++) {
            List<Context> contexts = HeldContexts.in(frame.getValue(slot));
            if (!contexts.isEmpty()) {
                held.add(new TraceEvent.Variable(layout.name(slot), contexts));
            }
        }
        if (!held.isEmpty()) {
            activation.trace().tell(new TraceEvent.Held(activation.output().context(),
                    new TracedLoop(this, activation.draws()), List.copyOf(held)));
        }
    }

    /// A loop in a branch, which draws from a stream of its own.
    private record TracedLoop(LoopVariables loop, Draws branch) {}

    /// A loop in the run of a strategy that writes from `start` on.
    private record Place(LoopVariables loop, Context start) {}

    private final class Round implements Draws.Resumable {
        private final Activation activation;
        private final MaterializedFrame frame;

        Round(Activation activation, MaterializedFrame frame) {
            this.activation = activation;
            this.frame = frame;
        }

        @Override
        public List<Object> save() {
            List<Object> values = new ArrayList<>();
            values.add(activation.output().context());
            for (int slot = 0; slot < outer; slot++) {
                values.add(frame.getValue(slot));
            }
            // Behind the variables are the slots in which loops keep where they are.
            for (int slot = layout.size(); slot < frame.getFrameDescriptor().getNumberOfSlots(); slot++) {
                values.add(frame.getValue(slot));
            }
            return Collections.unmodifiableList(values);
        }

        @Override
        public void restore(List<Object> values) {
            activation.output().goOnFrom((Context) values.getFirst());
            int next = 1;
            for (int slot = 0; slot < outer; slot++) {
                Object value = values.get(next++);
                if (value != null || layout.kind(slot) == FrameLayout.Kind.OBJECT) {
                    Slots.set(frame, slot, layout.kind(slot), value);
                }
            }
            for (int slot = layout.size(); slot < frame.getFrameDescriptor().getNumberOfSlots(); slot++) {
                switch (values.get(next++)) {
                    case Long number -> frame.setLong(slot, number);
                    case Integer number -> frame.setInt(slot, number);
                    case Object other -> frame.setObject(slot, other);
                    case null -> { }
                }
            }
        }
    }
}
