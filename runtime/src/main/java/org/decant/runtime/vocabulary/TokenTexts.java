package org.decant.runtime.vocabulary;

import java.util.Arrays;
import java.util.Comparator;

/// The tokens of a vocabulary in the order of their bytes, for finding them by what they spell. Special tokens and tokens without
/// bytes are left out.
public final class TokenTexts {
    private final Vocabulary vocabulary;
    private final int[] sorted;

    private TokenTexts(Vocabulary vocabulary, int[] sorted) {
        this.vocabulary = vocabulary;
        this.sorted = sorted;
    }

    public static TokenTexts of(Vocabulary vocabulary) {
        Integer[] ids = new Integer[vocabulary.size()];
        int count = 0;
        for (int id = 0; id < ids.length; id++) {
            if (!vocabulary.isSpecial(id) && !vocabulary.isEnd(id) && vocabulary.bytes(id).length > 0) {
                ids[count++] = id;
            }
        }
        Arrays.sort(ids, 0, count, Comparator.comparing(vocabulary::bytes, Arrays::compareUnsigned));
        int[] sorted = new int[count];
        Arrays.setAll(sorted, i -> ids[i]);
        return new TokenTexts(vocabulary, sorted);
    }

    /// The token that spells the first `length` bytes of `text`, the one of the smallest id of several; -1 where there is none.
    public int token(byte[] text, int length) {
        int at = first(text, length);
        return at < sorted.length && vocabulary.bytes(sorted[at]).length == length && begins(sorted[at], text, length)
                ? sorted[at] : -1;
    }

    /// The longest token that `text` begins with; -1 where there is none.
    public int longest(byte[] text) {
        for (int length = text.length; length > 0; length--) {
            int token = token(text, length);
            if (token >= 0) {
                return token;
            }
        }
        return -1;
    }

    /// Whether a longer token begins with `text`.
    public boolean goesOn(byte[] text) {
        int at = first(text, text.length);
        while (at < sorted.length && vocabulary.bytes(sorted[at]).length == text.length && begins(sorted[at], text, text.length)) {
            at++;
        }
        return at < sorted.length && begins(sorted[at], text, text.length);
    }

    /// The place of the first token that does not come before the first `length` bytes of `text`.
    private int first(byte[] text, int length) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            byte[] bytes = vocabulary.bytes(sorted[middle]);
            if (Arrays.compareUnsigned(bytes, 0, bytes.length, text, 0, length) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean begins(int id, byte[] text, int length) {
        byte[] bytes = vocabulary.bytes(id);
        return bytes.length >= length && Arrays.mismatch(bytes, 0, length, text, 0, length) < 0;
    }
}
