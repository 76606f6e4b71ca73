package org.decant.compiler.syntax;

import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeLexer;

/// A bracket that is still open while [Brackets] pairs them.
final class OpenBracket {
    final Token token;
    /// Of the line that it stands on.
    final int indentation;
    /// Whether it begins the parameters of a declaration: then no block stands directly inside.
    final boolean parameters;
    /// The place among the paired tokens where the first new line directly inside would end a statement, 0 while there
    /// is none. A missing `)` or `]` is missing there.
    int lineBreak;

    OpenBracket(Token token, int indentation, boolean parameters) {
        this.token = token;
        this.indentation = indentation;
        this.parameters = parameters;
    }

    boolean isBrace() {
        return token.getType() == DecodeLexer.OPEN_BRACE;
    }

    /// The type of the token that closes it.
    int closing() {
        return closing(token);
    }

    static int closing(Token opening) {
        return switch (opening.getType()) {
            case DecodeLexer.OPEN_PAREN -> DecodeLexer.CLOSE_PAREN;
            case DecodeLexer.OPEN_BRACKET -> DecodeLexer.CLOSE_BRACKET;
            default -> DecodeLexer.CLOSE_BRACE;
        };
    }

    static boolean opens(Token token) {
        return switch (token.getType()) {
            case DecodeLexer.OPEN_PAREN, DecodeLexer.OPEN_BRACKET, DecodeLexer.OPEN_BRACE -> true;
            default -> false;
        };
    }

    static boolean closes(Token token) {
        return switch (token.getType()) {
            case DecodeLexer.CLOSE_PAREN, DecodeLexer.CLOSE_BRACKET, DecodeLexer.CLOSE_BRACE -> true;
            default -> false;
        };
    }
}
