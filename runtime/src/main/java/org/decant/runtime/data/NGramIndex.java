package org.decant.runtime.data;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;

/// A text of tokens that knows where its n-grams have occurred, for n up to a longest: what prompt lookup and copying
/// strategies draft from.
///
/// An index is an immutable value, but those that grow from one another share their tables: appending to the newest one
/// takes time proportional to the longest n per token, appending again to one that was appended to already takes time
/// proportional to its length, once. An older value answers as it always did.
public final class NGramIndex {
    /// Guarded by itself; may have grown beyond `length`, never changed before it.
    private final NGramPositions positions;
    private final int length;

    private NGramIndex(NGramPositions positions, int length) {
        this.positions = positions;
        this.length = length;
    }

    /// The index of `tokens`, which are of one vocabulary.
    ///
    /// @param longest the most tokens of an n-gram, 1 or more
    /// @throws DecantException where `longest` is less than 1
    public static NGramIndex of(int longest, List<Token> tokens) {
        if (longest < 1) {
            throw DecantException.ofParameter("longest", "an n-gram of " + longest + " tokens cannot be looked up",
                    "give a length of 1 or more");
        }
        return new NGramIndex(new NGramPositions(longest), 0).plus(tokens);
    }

    public NGramIndex plus(Token token) {
        return plus(List.of(token));
    }

    /// The index of the text followed by `tokens`.
    ///
    /// @throws DecantException where the tokens are of another vocabulary
    public NGramIndex plus(List<Token> tokens) {
        synchronized (positions) {
            NGramPositions grown = positions.text().length() == length ? positions : positions.ofPrefix(length);
            for (Token token : tokens) {
                grown.extend(token);
            }
            return new NGramIndex(grown, grown.text().length());
        }
    }

    /// The number of tokens.
    public int length() {
        return length;
    }

    /// The most tokens of an n-gram.
    public int longest() {
        return positions.longest();
    }

    /// The largest n, up to the longest, for which the last n tokens have occurred before; 0 where the last token is new.
    public int matched() {
        synchronized (positions) {
            int n = Math.min(longest(), length);
            while (n > 0 && positions.earlier(length, n) < 0) {
                n--;
            }
            return n;
        }
    }

    /// The positions, from 0, of the tokens that followed earlier occurrences of the last `n` tokens, the most recent
    /// first, at most `limit`. Occurrences may overlap.
    ///
    /// @param n from 1 to the longest; no positions where the text is shorter
    public int[] positions(int n, int limit) {
        check(n);
        synchronized (positions) {
            return n > length ? new int[0] : positionsFrom(positions.earlier(length, n), n, limit);
        }
    }

    /// The positions, from 0, of the tokens that followed occurrences of `key`, the most recent first, at most `limit`;
    /// the occurrence at the text's end, which nothing follows, is not among them.
    ///
    /// @param key 1 token up to the longest
    public int[] positions(List<Token> key, int limit) {
        check(key.size());
        synchronized (positions) {
            int end = positions.latest(key);
            while (end >= length) {
                end = positions.earlier(end, key.size());
            }
            return positionsFrom(end, key.size(), limit);
        }
    }

    private int[] positionsFrom(int first, int n, int limit) {
        int[] found = new int[8];
        int size = 0;
        for (int end = first; end >= 0 && size < limit; end = positions.earlier(end, n)) {
            if (size == found.length) {
                found = Arrays.copyOf(found, 2 * size);
            }
            found[size++] = end;
        }
        return Arrays.copyOf(found, size);
    }

    private void check(int n) {
        if (n < 1 || n > longest()) {
            throw DecantException.ofParameter("n", "an n-gram of " + n + " tokens cannot be looked up in an index of up to "
                    + longest(), "make the index with a longer length");
        }
    }

    /// At most `count` tokens from `position` on, fewer where the text ends.
    public List<Token> slice(int position, int count) {
        synchronized (positions) {
            int from = Math.min(position, length);
            return positions.text().slice(from, Math.min(length, from + Math.max(0, count)));
        }
    }

    /// At most `count` tokens that followed the most recent earlier occurrence of the last [#longest] tokens; none where
    /// they have not occurred before.
    public List<Token> following(int count) {
        return following(longest(), count);
    }

    /// At most `count` tokens that followed the most recent earlier occurrence of the last `n` tokens; none where they
    /// have not occurred before.
    public List<Token> following(int n, int count) {
        int[] latest = positions(n, 1);
        return latest.length == 0 ? List.of() : slice(latest[0], count);
    }

    /// Whether the texts and the longest n-grams are the same.
    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof NGramIndex index && index.length == length && index.longest() == longest()
                && index.slice(0, length).equals(slice(0, length));
    }

    @Override
    public int hashCode() {
        return 31 * longest() + slice(0, length).hashCode();
    }
}
