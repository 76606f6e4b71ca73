package org.decant.runtime.vocabulary;

import java.util.LinkedHashMap;
import java.util.Map;

/// Cuts a text into the pieces that tokenizers never join across: words, single punctuation marks and single
/// whitespace characters. One space goes with the word or mark that follows it, so the pieces of `the cat, "so"` are
/// `the`, ` cat`, `,`, ` "`, `so`, `"`.
///
/// The concatenated pieces are always the text.
final class TextPieces {
    /// Words are cut here, so that no input makes a tokenizer slow: base64, text of a script without spaces.
    private static final int LONGEST_WORD = 64;
    private static final boolean[] ASCII_WORD = asciiWord();

    private TextPieces() {
    }

    /// The index after the piece of `text` that begins at `start`, which is less than the text's length.
    static int end(char[] text, int start) {
        int at = start;
        if (text[at] == ' ' && at + 1 < text.length && !isSpace(text[at + 1])) {
            at++;
        }
        int end = wordEnd(text, at, Math.min(start + LONGEST_WORD, text.length));
        return end > at ? end : at + Character.charCount(Character.codePointAt(text, at));
    }

    /// The distinct pieces of `text` in the order in which they first occur, each with its number of occurrences in an
    /// array of one.
    static Map<String, int[]> count(String text) {
        char[] characters = text.toCharArray();
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (int start = 0; start < characters.length; ) {
            start = count(characters, start, counts);
        }
        return counts;
    }

    /// Counts the piece at `start` and returns its end. A method of its own, as it is compiled long before the loop
    /// around it would be: a model is trained when a command starts.
    private static int count(char[] text, int start, Map<String, int[]> counts) {
        int end = end(text, start);
        String piece = new String(text, start, end - start);
        int[] count = counts.get(piece);
        if (count == null) {
            counts.put(piece, new int[] {1});
        } else {
            count[0]++;
        }
        return end;
    }

    /// The index after the word at `from`; `from` where there is none. A word takes in the character that it has begun
    /// before `limit`, and apostrophes with a letter after them.
    private static int wordEnd(char[] text, int from, int limit) {
        int at = from;
        while (at < limit) {
            char unit = text[at];
            if (unit < 128) {
                if (!ASCII_WORD[unit] && (at == from || !isApostrophe(text, at))) {
                    return at;
                }
                at++;
            } else if (isWord(text, at)) {
                at += Character.charCount(Character.codePointAt(text, at));
            } else if (at > from && isApostrophe(text, at)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isWord(char[] text, int at) {
        int codePoint = Character.codePointAt(text, at);
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(codePoint);
        };
    }

    private static boolean isApostrophe(char[] text, int at) {
        return (text[at] == '\'' || text[at] == '\u2019') && at + 1 < text.length
                && Character.isLetter(Character.codePointAt(text, at + 1));
    }

    private static boolean isSpace(char unit) {
        return unit <= ' ' || unit == '\u00A0' || unit >= 128 && Character.isWhitespace(unit);
    }

    private static boolean[] asciiWord() {
        boolean[] word = new boolean[128];
        for (char unit = 0; unit < 128; unit++) {
            word[unit] = unit == '_' || Character.isLetterOrDigit(unit);
        }
        return word;
    }
}
