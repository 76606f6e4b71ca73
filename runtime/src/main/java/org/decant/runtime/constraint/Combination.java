package org.decant.runtime.constraint;

import java.util.BitSet;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;

/// Two constraints as one: outputs that both allow, or either.
///
/// Two finite ones become one automaton, so that what is allowed can always be completed. Others are followed side by side:
/// both of them may go on where no output satisfies both in the end.
record Combination(Constraint left, Constraint right, boolean both) implements Constraint {
    private static final int SHOWN = 60;

    static Constraint intersection(Constraint left, Constraint right) {
        check(left, right);
        if (!(finite(left) instanceof FiniteAutomaton a && finite(right) instanceof FiniteAutomaton b)) {
            return new Combination(left, right, true);
        }
        FiniteAutomaton common = a.and(b);
        if (common.isEmpty()) {
            throw new DecantException("no text satisfies both " + left + " and " + right,
                    "join alternatives with `|` instead of `&`");
        }
        return new ByteConstraint<>(common, joined(left, " & ", right));
    }

    static Constraint union(Constraint left, Constraint right) {
        check(left, right);
        return finite(left) instanceof FiniteAutomaton a && finite(right) instanceof FiniteAutomaton b
                ? new ByteConstraint<>(a.or(b), joined(left, " | ", right)) : new Combination(left, right, false);
    }

    private static void check(Constraint left, Constraint right) {
        if (left instanceof Anchored || right instanceof Anchored) {
            throw new DecantException("a constraint that begins `.after` a context is combined with another",
                    "combine them first: `(a & b).after(context)`");
        }
    }

    private static Object finite(Constraint constraint) {
        return !(constraint instanceof ByteConstraint<?> bytes) ? null
                : bytes.automaton() instanceof SubstringAutomaton substrings ? substrings.finite() : bytes.automaton();
    }

    private static String joined(Constraint left, String operator, Constraint right) {
        return "(" + ((ByteConstraint<?>) left).source() + operator + ((ByteConstraint<?>) right).source() + ")";
    }

    @Override
    public State start(Context at) {
        return new Pair(left.start(at), right.start(at));
    }

    /// The states of the two; of an alternative, one may be null.
    private final class Pair implements State {
        private final State a;
        private final State b;
        private volatile BitSet allowed;

        Pair(State a, State b) {
            this.a = a;
            this.b = b;
        }

        @Override
        public State next(Token token) {
            State nextA = a == null ? null : a.next(token);
            State nextB = b == null || both && nextA == null ? null : b.next(token);
            boolean possible = both ? nextA != null && nextB != null : nextA != null || nextB != null;
            return possible ? new Pair(nextA, nextB) : null;
        }

        @Override
        public BitSet allowed() {
            BitSet known = allowed;
            if (known == null) {
                known = new BitSet();
                if (a != null) {
                    known.or(a.allowed());
                }
                if (both) {
                    known.and(b.allowed());
                } else if (b != null) {
                    known.or(b.allowed());
                }
                allowed = known;
            }
            return known;
        }

        @Override
        public boolean accepts() {
            return both ? a.accepts() && b.accepts() : a != null && a.accepts() || b != null && b.accepts();
        }
    }

    /// A constraint's text as messages show it.
    static String shortened(String source) {
        return source.length() <= SHOWN ? source : source.substring(0, SHOWN - 1) + "…";
    }

    @Override
    public String toString() {
        return "(" + left + (both ? " & " : " | ") + right + ")";
    }
}
