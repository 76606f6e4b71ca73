package org.decant.compiler.syntax;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;

/// Where tokens stand in their source. The lexer counts code points, spans count UTF-16 code units; they differ after
/// the first character outside the basic plane (an emoji in a text, say).
final class Positions {
    private final SourceText source;
    /// The code unit offset of each code point, or null where both counts agree.
    private final int[] offsets;

    Positions(SourceText source) {
        this.source = source;
        this.offsets = offsets(source.text());
    }

    private static int[] offsets(String text) {
        int codePoints = text.codePointCount(0, text.length());
        if (codePoints == text.length()) {
            return null;
        }
        int[] offsets = new int[codePoints + 1];
        for (int i = 0, offset = 0; i < codePoints; i++) {
            offsets[i] = offset;
            offset += Character.charCount(text.codePointAt(offset));
        }
        offsets[codePoints] = text.length();
        return offsets;
    }

    SourceText source() {
        return source;
    }

    Span of(Token token) {
        return of(token, token);
    }

    Span of(Token first, Token last) {
        return new Span(source, offset(first.getStartIndex()), offset(last.getStopIndex() + 1));
    }

    Span of(ParserRuleContext rule) {
        return of(rule.getStart(), rule.getStop());
    }

    /// The empty span behind a token.
    Span after(Token token) {
        int end = offset(token.getStopIndex() + 1);
        return new Span(source, end, end);
    }

    private int offset(int codePoint) {
        return offsets == null ? codePoint : offsets[codePoint];
    }
}
