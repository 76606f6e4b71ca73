package org.decant.runtime.data;

import java.util.List;
import org.decant.runtime.vocabulary.Token;

/// A text of tokens that knows the longest suffix of itself that has occurred before (Blumer et al., 1985; as drafts in
/// Hu et al., 2024), and can be searched for the longest suffix of another text, see [#matcher].
///
/// An automaton is an immutable value, but those that grow from one another share their states: appending to the newest
/// one takes amortised constant time, appending again to one that was appended to already takes time proportional to its
/// length, once. An older value answers as it always did.
public final class SuffixAutomaton {
    /// Guarded by itself; may have grown beyond `length`, never changed before it.
    private SuffixStates states;
    private final int length;
    private final int matched;
    private final int position;

    /// Made while the states are those of exactly this text.
    private SuffixAutomaton(SuffixStates states) {
        this.states = states;
        this.length = states.text().length();
        this.matched = states.longest(states.repeated());
        this.position = states.firstEnd(states.repeated());
    }

    /// The automaton of `tokens`, which are of one vocabulary.
    public static SuffixAutomaton of(List<Token> tokens) {
        return new SuffixAutomaton(new SuffixStates()).plus(tokens);
    }

    public SuffixAutomaton plus(Token token) {
        return plus(List.of(token));
    }

    /// The automaton of the text followed by `tokens`.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where the tokens are of another vocabulary
    public SuffixAutomaton plus(List<Token> tokens) {
        SuffixStates shared = states();
        synchronized (shared) {
            boolean newest = shared.text().length() == length && !shared.isFrozen();
            SuffixStates grown = newest ? shared : shared.ofPrefix(length);
            for (Token token : tokens) {
                grown.extend(token);
            }
            return new SuffixAutomaton(grown);
        }
    }

    private synchronized SuffixStates states() {
        return states;
    }

    /// The number of tokens.
    public int length() {
        return length;
    }

    /// The length of the longest suffix of the text that occurs in it earlier too, perhaps overlapping itself; 0 where
    /// the last token is new.
    public int matched() {
        return matched;
    }

    /// The position, from 0, of the token that followed the first occurrence of that suffix; 0 where nothing matches.
    public int position() {
        return position;
    }

    /// At most `count` tokens that followed the first occurrence of the longest suffix that has occurred before; none
    /// where nothing matches.
    public List<Token> following(int count) {
        return matched == 0 ? List.of() : slice(states(), position, count, length);
    }

    /// A search in this text for the longest suffix of another that begins with `tokens`.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where the tokens are of another vocabulary
    public SuffixMatcher matcher(List<Token> tokens) {
        return new SuffixMatcher(frozen(), 0, 0).plus(tokens);
    }

    /// States of exactly this text that stay so: what appends to this value later makes states of its own.
    private synchronized SuffixStates frozen() {
        synchronized (states) {
            if (states.text().length() != length) {
                states = states.ofPrefix(length);
            }
            states.freeze();
            return states;
        }
    }

    static List<Token> slice(SuffixStates states, int position, int count, int length) {
        synchronized (states) {
            return states.text().slice(position, Math.min(length, position + Math.max(0, count)));
        }
    }

    /// Whether the texts are the same.
    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof SuffixAutomaton automaton && automaton.length == length
                && slice(automaton.states(), 0, length, length).equals(slice(states(), 0, length, length));
    }

    @Override
    public int hashCode() {
        return slice(states(), 0, length, length).hashCode();
    }
}
