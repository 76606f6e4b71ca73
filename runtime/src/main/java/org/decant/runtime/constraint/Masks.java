package org.decant.runtime.constraint;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// The tokens of one vocabulary that an automaton allows in each state. The sets of the states asked about last are
/// remembered.
///
/// @param <S> the automaton's states
final class Masks<S> {
    /// Bits remembered for one vocabulary, all sets together: 32 MiB.
    private static final long REMEMBERED_BITS = 1L << 28;

    private final Vocabulary vocabulary;
    private final ByteAutomaton<S> automaton;
    private final Predicate<S> completable;
    /// Guarded by itself.
    private final Map<S, BitSet> remembered;

    Masks(Vocabulary vocabulary, ByteAutomaton<S> automaton) {
        this.vocabulary = vocabulary;
        this.automaton = automaton;
        this.completable = automaton.completable(vocabulary.trie());
        long limit = Math.max(64, REMEMBERED_BITS / vocabulary.size());
        this.remembered = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<S, BitSet> eldest) {
                return size() > limit;
            }
        };
    }

    BitSet allowed(S state) {
        synchronized (remembered) {
            BitSet known = remembered.get(state);
            if (known != null) {
                return known;
            }
        }
        BitSet allowed = new BitSet(vocabulary.size());
        TokenWalk.of(vocabulary.trie(), automaton, state, (id, after) -> {
            if (completable.test(after)) {
                allowed.set(id);
            }
        });
        if (automaton.accepts(state)) {
            vocabulary.addEnds(allowed);
        }
        synchronized (remembered) {
            remembered.put(state, allowed);
        }
        return allowed;
    }

    /// The state after a token; null where it is not allowed.
    S next(S state, Token token) {
        if (vocabulary.isSpecial(token.id())) {
            return null;
        }
        byte[] bytes = vocabulary.bytes(token.id());
        S at = bytes.length == 0 ? null : state;
        for (int i = 0; i < bytes.length && at != null; i++) {
            at = automaton.step(at, bytes[i] & 0xFF);
        }
        return at != null && completable.test(at) ? at : null;
    }

    boolean accepts(S state) {
        return automaton.accepts(state);
    }
}
