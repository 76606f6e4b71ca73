package org.decant.runtime.data;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// A place in a text that was reached by matching another: the longest suffix of the tokens given so far that occurs in
/// the searched text. An immutable value; a step takes amortised constant time along one line of values.
public final class SuffixMatcher {
    private final SuffixStates states;
    private final int state;
    private final int matched;

    SuffixMatcher(SuffixStates states, int state, int matched) {
        this.states = states;
        this.state = state;
        this.matched = matched;
    }

    public SuffixMatcher plus(Token token) {
        return plus(List.of(token));
    }

    /// The place after `tokens`.
    ///
    /// @throws DecantException where the tokens are of another vocabulary than the searched text
    public SuffixMatcher plus(List<Token> tokens) {
        int at = state;
        int length = matched;
        for (Token token : tokens) {
            checkVocabulary(token);
            int next = states.next(at, token.id());
            while (next < 0 && at != 0) {
                at = states.link(at);
                length = states.longest(at);
                next = states.next(at, token.id());
            }
            if (next >= 0) {
                at = next;
                length++;
            }
        }
        return new SuffixMatcher(states, at, length);
    }

    private void checkVocabulary(Token token) {
        Vocabulary own = states.text().length() == 0 ? token.vocabulary() : states.text().get(0).vocabulary();
        if (token.vocabulary() != own) {
            throw new DecantException("the token `" + token.text() + "` is of the vocabulary "
                    + token.vocabulary().name() + ", the searched text of " + own.name(),
                    "convert through text: `model.encode(text(tokens))`");
        }
    }

    /// The length of the longest suffix of the tokens given that occurs in the searched text.
    public int matched() {
        return matched;
    }

    /// The position, from 0, that follows the first occurrence of that suffix in the searched text, perhaps its end; 0
    /// where nothing matches.
    public int position() {
        return states.firstEnd(state);
    }

    /// At most `count` tokens that follow that occurrence; none where nothing matches or the text ends there.
    public List<Token> following(int count) {
        return matched == 0 ? List.of()
                : SuffixAutomaton.slice(states, position(), count, states.text().length());
    }

    /// Whether both are at the same place of the same searched value.
    @Override
    public boolean equals(Object other) {
        return other instanceof SuffixMatcher matcher && matcher.states == states && matcher.state == state
                && matcher.matched == matched;
    }

    @Override
    public int hashCode() {
        return 31 * state + matched;
    }
}
