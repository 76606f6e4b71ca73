package org.decant.runtime.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.decant.runtime.constraint.Constraint.State;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;

/// Where a constraint stands at the contexts of a session, remembered there.
///
/// @param constraint what is to hold
/// @param start      the context whose next token is the constraint's first
/// @param slot       the session's slot for what constraints remember
public record ConstrainedContexts(Constraint constraint, Context start, int slot) {

    /// Where contexts are not constrained.
    public enum Unconstrained implements State {
        /// The context is a part of what stands before the constraint's start.
        BEFORE_START,
        /// The output has ended where it could.
        ENDED,
        /// The context holds a token that is not allowed. Drafts that a verification will refuse have such contexts.
        BROKEN;

        private static final BitSet NO_TOKENS = new BitSet();

        @Override
        public State next(Token token) {
            return this == BROKEN ? this : null;
        }

        @Override
        public BitSet allowed() {
            return NO_TOKENS;
        }

        @Override
        public boolean accepts() {
            return this == ENDED;
        }
    }

    /// What a context remembers of one of the constraints it is under.
    private record Known(ConstrainedContexts of, State state, Known next) {}

    /// @param otherwise where the constraint starts if it does not say by [Constraint#after]
    public static ConstrainedContexts of(Constraint constraint, Context otherwise, Session session) {
        int slot = session.slotFor(ConstrainedContexts.class);
        return constraint instanceof Anchored(Constraint anchored, Context start)
                ? new ConstrainedContexts(anchored, start, slot) : new ConstrainedContexts(constraint, otherwise, slot);
    }

    /// The state at a context; one of [Unconstrained] where nothing is asked of what follows it.
    ///
    /// @throws DecantException where the context is not on the way through the constraint's start
    public State at(Context context) {
        State known = remembered(context);
        if (known != null) {
            return known;
        }
        if (context.length() <= start.length()) {
            return upToStart(context);
        }
        // From the nearest context that remembers down to this one.
        List<Context> path = new ArrayList<>();
        Context at = context;
        while (known == null) {
            path.add(at);
            at = at.parent();
            known = at.length() > start.length() ? remembered(at) : upToStart(at);
        }
        for (int i = path.size() - 1; i >= 0; i--) {
            known = after(known, path.get(i).last());
            remember(path.get(i), known);
        }
        return known;
    }

    private State upToStart(Context context) {
        if (context == start) {
            return constraint.start(start);
        }
        if (context.length() < start.length() && start.startsWith(context)) {
            return Unconstrained.BEFORE_START;
        }
        throw new DecantException("the context does not begin with what stands before the constraint " + constraint,
                "a constraint starts where the output of its strategy does; for another context say where:"
                        + " `constraint.after(context)`");
    }

    private static State after(State state, Token token) {
        if (state instanceof Unconstrained) {
            return state == Unconstrained.ENDED ? Unconstrained.BROKEN : state;
        }
        if (token.isEnd()) {
            return state.accepts() ? Unconstrained.ENDED : Unconstrained.BROKEN;
        }
        State next = state.next(token);
        return next == null ? Unconstrained.BROKEN : next;
    }

    private State remembered(Context context) {
        for (Known known = (Known) context.slot(slot); known != null; known = known.next) {
            if (known.of.start == start && known.of.constraint.equals(constraint)) {
                return known.state;
            }
        }
        return null;
    }

    private void remember(Context context, State state) {
        context.setSlot(slot, new Known(this, state, (Known) context.slot(slot)));
    }
}
