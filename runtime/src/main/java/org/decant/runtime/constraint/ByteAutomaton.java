package org.decant.runtime.constraint;

import java.util.function.Predicate;
import org.decant.runtime.vocabulary.TokenTrie;

/// A set of texts as a deterministic automaton over their UTF-8 bytes. From each of its states some text can be completed.
///
/// @param <S> states, immutable and compared by equality
interface ByteAutomaton<S> {

    S start();

    /// The state after one more byte, 0 to 255; null where no text goes on so.
    S step(S state, int value);

    /// Whether the bytes so far are a whole text.
    boolean accepts(S state);

    /// The states from which a text can be completed with the tokens of a vocabulary. Automata with infinitely many states may
    /// not know and give all of them.
    default Predicate<S> completable(TokenTrie tokens) {
        return state -> true;
    }
}
