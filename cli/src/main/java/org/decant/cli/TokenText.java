package org.decant.cli;

import org.decant.runtime.vocabulary.Token;

/// A token's text so that its blanks and line ends are seen.
final class TokenText {

    private TokenText() {
    }

    /// The text with control characters as escapes, in quotes where a blank is at its edge, of at most `longest` characters.
    static String shown(Token token, int longest) {
        StringBuilder shown = new StringBuilder();
        token.text().codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\u%04x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        String text = shown.length() > longest ? shown.substring(0, longest - 1) + "…" : shown.toString();
        return text.isEmpty() || text.startsWith(" ") || text.endsWith(" ") ? "\"" + text + "\"" : text;
    }
}
