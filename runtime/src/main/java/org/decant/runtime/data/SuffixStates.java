package org.decant.runtime.data;

import java.util.Arrays;
import org.decant.runtime.collection.LongIntMap;
import org.decant.runtime.vocabulary.Token;

/// The states of a suffix automaton (Blumer et al., 1985), grown token by token in amortised constant time.
///
/// A state stands for the substrings that end at the same positions of the text; `longest` is the length of the longest
/// of them, and its link is the state of the next shorter suffixes that end elsewhere too. State 0 is the empty string.
/// The states are a function of the text: the same tokens give the same numbers.
final class SuffixStates {
    private static final int NONE = -1;

    private final TokenText text = new TokenText();
    private final LongIntMap transitions = new LongIntMap(64);
    private int[] longest = new int[32];
    private int[] links = new int[32];
    /// The length of the text up to and with the first occurrence of a state's substrings.
    private int[] firstEnds = new int[32];
    /// The last transition made from a state, as an index into the two arrays below.
    private int[] lastMade = new int[32];
    private int[] tokenOfMade = new int[64];
    private int[] madeBefore = new int[64];
    private int states;
    private int made;
    private int last;
    private boolean frozen;

    SuffixStates() {
        newState(0, NONE, 0);
    }

    /// The states of the first `length` tokens of this text.
    SuffixStates ofPrefix(int length) {
        SuffixStates copy = new SuffixStates();
        for (int i = 0; i < length; i++) {
            copy.extend(text.get(i));
        }
        return copy;
    }

    TokenText text() {
        return text;
    }

    /// From now on nothing may be added.
    void freeze() {
        frozen = true;
    }

    boolean isFrozen() {
        return frozen;
    }

    void extend(Token token) {
        text.add(token);
        extend(token.id(), text.length());
    }

    /// Appends the symbol numbered `id`, with which the text is `end` long.
    void extend(int id, int end) {
        int current = newState(end, 0, end);
        int at = last;
        while (at != NONE && next(at, id) == NONE) {
            setNext(at, id, current);
            at = links[at];
        }
        if (at != NONE) {
            int target = next(at, id);
            // Worked out first: splitting may replace the array of links.
            int link = longest[target] == longest[at] + 1 ? target : split(at, id, target);
            links[current] = link;
        }
        last = current;
    }

    /// Gives the substrings of `target` that are one longer than those of `from` a state of their own.
    private int split(int from, int id, int target) {
        int part = newState(longest[from] + 1, links[target], firstEnds[target]);
        for (int i = lastMade[target]; i != NONE; i = madeBefore[i]) {
            setNext(part, tokenOfMade[i], next(target, tokenOfMade[i]));
        }
        links[target] = part;
        for (int at = from; at != NONE && next(at, id) == target; at = links[at]) {
            setNext(at, id, part);
        }
        return part;
    }

    private int newState(int length, int link, int firstEnd) {
        if (states == longest.length) {
            longest = Arrays.copyOf(longest, 2 * states);
            links = Arrays.copyOf(links, 2 * states);
            firstEnds = Arrays.copyOf(firstEnds, 2 * states);
            lastMade = Arrays.copyOf(lastMade, 2 * states);
        }
        longest[states] = length;
        links[states] = link;
        firstEnds[states] = firstEnd;
        lastMade[states] = NONE;
        return states++;
    }

    private void setNext(int state, int id, int target) {
        if (transitions.put(LongIntMap.key(state, id), target) != LongIntMap.ABSENT) {
            return;
        }
        if (made == tokenOfMade.length) {
            tokenOfMade = Arrays.copyOf(tokenOfMade, 2 * made);
            madeBefore = Arrays.copyOf(madeBefore, 2 * made);
        }
        tokenOfMade[made] = id;
        madeBefore[made] = lastMade[state];
        lastMade[state] = made++;
    }

    /// The state after the token with `id`; -1 where the text has no such substring.
    int next(int state, int id) {
        return transitions.get(LongIntMap.key(state, id));
    }

    /// The number of states.
    int states() {
        return states;
    }

    int link(int state) {
        return links[state];
    }

    int longest(int state) {
        return longest[state];
    }

    /// The position that follows the first occurrence of the state's substrings.
    int firstEnd(int state) {
        return firstEnds[state];
    }

    /// The state of the longest suffix of the text that also occurs before its end; 0 where none does.
    int repeated() {
        return Math.max(0, links[last]);
    }
}
