package org.decant.runtime.data;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.collection.LongIntMap;
import org.decant.runtime.vocabulary.Token;

/// Where the n-grams of a growing text end, for all n up to a longest. What is known of a position never changes.
///
/// An n-gram is a node of a trie that is walked from its last token to its first. For each position and n, the text
/// keeps the position where the same n-gram ended before; so the occurrences are a list, latest first.
final class NGramPositions {
    private static final int NONE = -1;

    private final int longest;
    private final TokenText text = new TokenText();
    private final LongIntMap children = new LongIntMap(64);
    private int nodes = 1;
    /// The position that follows the latest occurrence, by node.
    private int[] latest = new int[64];
    /// By position and n: where the n-gram before the position ended the time before, or -1.
    private int[] earlier = new int[64];

    NGramPositions(int longest) {
        this.longest = longest;
    }

    /// The positions of the first `length` tokens of this text.
    NGramPositions ofPrefix(int length) {
        NGramPositions copy = new NGramPositions(longest);
        for (int i = 0; i < length; i++) {
            copy.extend(text.get(i));
        }
        return copy;
    }

    TokenText text() {
        return text;
    }

    int longest() {
        return longest;
    }

    void extend(Token token) {
        text.add(token);
        int end = text.length();
        if ((end + 1) * longest > earlier.length) {
            earlier = Arrays.copyOf(earlier, 2 * (end + 1) * longest);
        }
        int node = 0;
        for (int n = 1; n <= Math.min(longest, end); n++) {
            long key = LongIntMap.key(node, text.get(end - n).id());
            int known = children.putIfAbsent(key, nodes);
            if (known == LongIntMap.ABSENT) {
                node = nodes++;
                if (node == latest.length) {
                    latest = Arrays.copyOf(latest, 2 * node);
                }
                latest[node] = NONE;
            } else {
                node = known;
            }
            earlier[end * longest + n - 1] = latest[node];
            latest[node] = end;
        }
    }

    /// Where the `n` tokens before position `end` ended the time before; -1 where they did not. `n` is at most `end`.
    int earlier(int end, int n) {
        return earlier[end * longest + n - 1];
    }

    /// The position that follows the latest occurrence of `key`, whose length is from 1 to the longest; -1 for none.
    int latest(List<Token> key) {
        int node = 0;
        for (int i = key.size() - 1; i >= 0; i--) {
            Token token = key.get(i);
            boolean foreign = text.length() == 0 || text.get(0).vocabulary() != token.vocabulary();
            node = foreign ? NONE : children.get(LongIntMap.key(node, token.id()));
            if (node == NONE) {
                return NONE;
            }
        }
        return latest[node];
    }
}
