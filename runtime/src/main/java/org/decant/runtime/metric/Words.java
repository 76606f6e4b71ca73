package org.decant.runtime.metric;

import java.util.ArrayList;
import java.util.List;

/// Cuts texts into what measures count.
final class Words {

    private Words() {
    }

    /// Runs of letters, digits and marks, and every other character that is no whitespace on its own.
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0, next; at < text.length(); at = next) {
            int codePoint = text.codePointAt(at);
            next = at + Character.charCount(codePoint);
            if (isWord(codePoint)) {
                start = start < 0 ? at : start;
                continue;
            }
            if (start >= 0) {
                words.add(text.substring(start, at));
                start = -1;
            }
            if (!isSpace(codePoint)) {
                words.add(text.substring(at, next));
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }

    /// The characters that are no whitespace, each as its code point.
    static List<Integer> characters(String text) {
        return text.codePoints().filter(codePoint -> !isSpace(codePoint)).boxed().toList();
    }

    private static boolean isWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
