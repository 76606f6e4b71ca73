package org.decant.runtime.constraint;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;

/// Reads a pattern or grammar character by character, with what both have in common: escapes and classes.
final class CharacterReader {
    private static final int END = -1;
    private static final String ESCAPES = "\\n \\t \\r \\f \\d \\w \\s \\D \\W \\S \\xhh \\" + "uhhhh";
    private static final CodePoints DIGITS = CodePoints.range('0', '9');
    private static final CodePoints WORD = DIGITS.plus(CodePoints.range('a', 'z')).plus(CodePoints.range('A', 'Z'))
            .plus(CodePoints.of('_'));
    private static final CodePoints SPACES = CodePoints.of(' ').plus(CodePoints.range('\t', '\r'));

    private final SourceText source;
    private final String text;
    private int at;

    CharacterReader(SourceText source, int from) {
        this.source = source;
        this.text = source.text();
        this.at = from;
    }

    SourceText source() {
        return source;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /// The next character; -1 at the end.
    int peek() {
        return atEnd() ? END : text.codePointAt(at);
    }

    int next() {
        int character = peek();
        at += Character.charCount(character);
        return character;
    }

    /// Reads `character` if it is next.
    boolean accept(char character) {
        if (peek() == character) {
            at++;
            return true;
        }
        return false;
    }

    DecantException error(int length, String message, String hint) {
        return error(new Span(source, Math.min(at, text.length()), Math.min(at + length, text.length())), message, hint);
    }

    DecantException error(Span span, String message, String hint) {
        return new DecantException(Diagnostic.error(span, message, hint));
    }

    /// Reads an escape, whose backslash is next: `\n \t \r \f`, `\d \w \s` and `\D \W \S` (of ASCII), `\x` with two
    /// hexadecimal digits, with any number of them in braces, `u` with four, and any sign for itself.
    CodePoints escape() {
        int start = at++;
        if (atEnd()) {
            at = start;
            throw error(1, "nothing follows this `\\`", "write `\\\\` for the character itself");
        }
        int character = next();
        return switch (character) {
            case 'n' -> CodePoints.of('\n');
            case 't' -> CodePoints.of('\t');
            case 'r' -> CodePoints.of('\r');
            case 'f' -> CodePoints.of('\f');
            case 'd' -> DIGITS;
            case 'D' -> DIGITS.complement();
            case 'w' -> WORD;
            case 'W' -> WORD.complement();
            case 's' -> SPACES;
            case 'S' -> SPACES.complement();
            case 'x' -> CodePoints.of(accept('{') ? hexadecimal(start, 6, true) : hexadecimal(start, 2, false));
            case 'u' -> CodePoints.of(hexadecimal(start, 4, false));
            default -> {
                if (character < 128 && Character.isLetterOrDigit(character)) {
                    throw error(new Span(source, start, at), "`\\" + (char) character + "` means nothing here",
                            character == 'b' || character == 'B' || character == 'A' || character == 'z'
                                    ? "a constraint matches the whole text: it has no anchors"
                                    : Character.isDigit(character) ? "a constraint cannot refer back to a group"
                                    : "escapes are " + ESCAPES + " and signs");
                }
                yield CodePoints.of(character);
            }
        };
    }

    private int hexadecimal(int start, int digits, boolean braced) {
        int value = 0;
        int read = 0;
        while (read < digits && !atEnd() && Character.digit(peek(), 16) >= 0) {
            value = 16 * value + Character.digit(next(), 16);
            read++;
        }
        boolean whole = braced ? read > 0 && accept('}') : read == digits;
        if (!whole || value > Character.MAX_CODE_POINT) {
            throw error(new Span(source, start, at), "this is no character's number",
                    "write `\\xhh`, `\\" + "uhhhh` or `\\x{h…h}` with hexadecimal digits, up to 10ffff");
        }
        return value;
    }

    /// Reads a class, whose `[` is next: single characters, ranges and escapes, all others after `[^`.
    CodePoints characterClass() {
        int start = at++;
        boolean others = accept('^');
        CodePoints members = CodePoints.none();
        boolean empty = true;
        while (!accept(']')) {
            if (atEnd()) {
                throw error(new Span(source, start, start + 1), "this `[` is never closed",
                        "add `]`, or write `\\[` for the character itself");
            }
            members = members.plus(member());
            empty = false;
        }
        if (empty) {
            throw error(new Span(source, start, at), "this class has no members", "write `\\]` for the character itself");
        }
        return others ? members.complement() : members;
    }

    private CodePoints member() {
        int start = at;
        CodePoints first = classCharacter();
        if (peek() != '-' || at + 1 >= text.length() || text.charAt(at + 1) == ']') {
            return first;
        }
        at++;
        CodePoints last = classCharacter();
        if (first.only() < 0 || last.only() < first.only()) {
            throw error(new Span(source, start, at), "this is no range of characters",
                    "write the smaller character first, and `\\-` for the character itself");
        }
        return CodePoints.range(first.only(), last.only());
    }

    private CodePoints classCharacter() {
        return peek() == '\\' ? escape() : CodePoints.of(next());
    }
}
