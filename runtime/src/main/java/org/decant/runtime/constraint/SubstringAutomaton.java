package org.decant.runtime.constraint;

import java.util.function.Predicate;
import org.apache.lucene.util.automaton.Automaton;
import org.decant.runtime.data.ByteSubstrings;
import org.decant.runtime.vocabulary.TokenTrie;

/// The substrings of a text, cut between characters only.
record SubstringAutomaton(ByteSubstrings text) implements ByteAutomaton<Integer> {
    private static final int FIRST_CONTINUATION = 0x80;
    private static final int LAST_CONTINUATION = 0xBF;

    @Override
    public Integer start() {
        return 0;
    }

    @Override
    public Integer step(Integer state, int value) {
        if (state == 0 && value >= FIRST_CONTINUATION && value <= LAST_CONTINUATION) {
            return null;
        }
        int next = text.next(state, value);
        return next < 0 ? null : (Integer) next;
    }

    /// Whether the last character is whole: then no continuation byte follows anywhere, else one always does.
    @Override
    public boolean accepts(Integer state) {
        if (state == 0) {
            return true;
        }
        for (int value = FIRST_CONTINUATION; value <= LAST_CONTINUATION; value++) {
            if (text.next(state, value) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// The rest of a character may be missing among the tokens: then the finite automaton knows.
    @Override
    public Predicate<Integer> completable(TokenTrie tokens) {
        return tokens.hasAllBytes() ? state -> true : finite().completable(tokens);
    }

    /// The same automaton, with the same states.
    FiniteAutomaton finite() {
        Automaton automaton = new Automaton();
        for (int state = 0; state < text.states(); state++) {
            automaton.createState();
            automaton.setAccept(state, accepts(state));
        }
        for (int state = 0; state < text.states(); state++) {
            for (int value = 0; value < 256; value++) {
                Integer next = step(state, value);
                if (next != null) {
                    automaton.addTransition(state, next, value);
                }
            }
        }
        automaton.finishState();
        return new FiniteAutomaton(automaton);
    }
}
