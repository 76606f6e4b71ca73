package org.decant.compiler.syntax;

import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeParser;
import org.decant.runtime.diagnostic.Span;

/// Makes numbers, texts and the rest of the literals of their tokens.
final class LiteralBuilder {
    private final Positions positions;
    private final Problems problems;

    LiteralBuilder(Positions positions, Problems problems) {
        this.positions = positions;
        this.problems = problems;
    }

    Expression literal(Token token) {
        Span span = positions.of(token);
        return switch (token.getType()) {
            case DecodeParser.INT -> integer(token.getText(), span);
            case DecodeParser.FLOAT -> new Expression.FloatLiteral(floating(token.getText(), span), span);
            case DecodeParser.INF -> new Expression.FloatLiteral(Double.POSITIVE_INFINITY, span);
            case DecodeParser.TEXT -> new Expression.TextLiteral(text(token), span);
            case DecodeParser.TRUE -> new Expression.BoolLiteral(true, span);
            case DecodeParser.FALSE -> new Expression.BoolLiteral(false, span);
            case DecodeParser.NULL -> new Expression.NullLiteral(span);
            default -> throw new IllegalStateException(token.getText());
        };
    }

    /// A number with its sign, as one literal: so the smallest Int can be written, and patterns compare with values.
    Expression negative(Token minus, Token number) {
        Span span = positions.of(minus, number);
        if (number.getType() == DecodeParser.INT) {
            return integer("-" + number.getText(), span);
        }
        Expression.FloatLiteral literal = (Expression.FloatLiteral) literal(number);
        return new Expression.FloatLiteral(-literal.value(), span);
    }

    private Expression integer(String digits, Span span) {
        try {
            return new Expression.IntLiteral(Long.parseLong(digits.replace("_", "")), span);
        } catch (NumberFormatException e) {
            problems.report(span, "this number does not fit an Int",
                    "Ints go from -9223372036854775808 to 9223372036854775807; write `.0` behind it for a Float");
            return new Expression.IntLiteral(0, span);
        }
    }

    private double floating(String digits, Span span) {
        double value = Double.parseDouble(digits.replace("_", ""));
        if (Double.isInfinite(value)) {
            problems.report(span, "this number does not fit a Float", "write `inf` if infinity is meant");
        }
        return value;
    }

    /// The text between the quotes, escapes resolved.
    String text(Token token) {
        String written = token.getText();
        int start = positions.of(token).start();
        StringBuilder text = new StringBuilder(written.length());
        for (int i = 1; i < written.length() - 1; i++) {
            if (written.charAt(i) != '\\') {
                text.append(written.charAt(i));
                continue;
            }
            int end = escapeEnd(written, i);
            String escape = written.substring(i, end);
            String character = unescape(escape);
            if (character == null) {
                problems.report(new Span(positions.source(), start + i, start + end),
                        "`" + escape + "` stands for no character",
                        "there are \\n \\t \\r \\\" \\\\ and \\u{1F600}; a backslash is written `\\\\`");
            } else {
                text.append(character);
            }
            i = end - 1;
        }
        return text.toString();
    }

    private static int escapeEnd(String written, int backslash) {
        if (written.startsWith("u{", backslash + 1)) {
            int close = written.indexOf('}', backslash);
            return close < 0 ? backslash + 2 : close + 1;
        }
        return written.offsetByCodePoints(backslash + 1, 1);
    }

    /// The character, or null where there is none.
    private static String unescape(String escape) {
        return switch (escape.charAt(1)) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '"' -> "\"";
            case '\\' -> "\\";
            case 'u' -> unicode(escape);
            default -> null;
        };
    }

    private static String unicode(String escape) {
        if (!escape.matches("\\\\u\\{[0-9a-fA-F]{1,6}}")) {
            return null;
        }
        int codePoint = Integer.parseInt(escape, 3, escape.length() - 1, 16);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return Character.isValidCodePoint(codePoint) && !surrogate ? Character.toString(codePoint) : null;
    }
}
