package org.decant.runtime.constraint;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// A constraint of what the text is, whatever tokens spell it: a token is allowed if its bytes go on towards a whole text,
/// an end token if the text is whole. Other special tokens never are.
///
/// @param <S> the states of the automaton that knows the texts
final class ByteConstraint<S> implements Constraint {
    /// Vocabularies whose masks are kept.
    private static final int VOCABULARIES = 4;

    private final ByteAutomaton<S> automaton;
    private final String source;
    /// Guarded by itself.
    private final Map<Vocabulary, Masks<S>> masks = new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Vocabulary, Masks<S>> eldest) {
            return size() > VOCABULARIES;
        }
    };

    /// @param source what scripts write to make it; equal for equal sets of texts only
    ByteConstraint(ByteAutomaton<S> automaton, String source) {
        this.automaton = automaton;
        this.source = source;
    }

    ByteAutomaton<S> automaton() {
        return automaton;
    }

    String source() {
        return source;
    }

    @Override
    public State start(Context at) {
        synchronized (masks) {
            return new Reading<>(masks.computeIfAbsent(at.vocabulary(), made -> new Masks<>(made, automaton)),
                    automaton.start());
        }
    }

    private record Reading<S>(Masks<S> masks, S state) implements State {
        @Override
        public State next(Token token) {
            S next = masks.next(state, token);
            return next == null ? null : new Reading<>(masks, next);
        }

        @Override
        public BitSet allowed() {
            return masks.allowed(state);
        }

        @Override
        public boolean accepts() {
            return masks.accepts(state);
        }
    }

    /// Equal where scripts make them alike.
    @Override
    public boolean equals(Object other) {
        return other instanceof ByteConstraint<?> constraint && constraint.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return Combination.shortened(source);
    }
}
