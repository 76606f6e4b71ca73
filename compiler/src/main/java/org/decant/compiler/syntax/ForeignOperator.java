package org.decant.compiler.syntax;

import org.decant.grammar.DecodeLexer;

/// An operator that other languages have.
///
/// @param type the token that stands in for it, so that parsing can go on
/// @param hint what to write instead
record ForeignOperator(int type, String hint) {

    static ForeignOperator of(String text) {
        return switch (text) {
            case "&&" -> new ForeignOperator(DecodeLexer.AND, "write `and`");
            case "||" -> new ForeignOperator(DecodeLexer.OR, "write `or`");
            case "!" -> new ForeignOperator(DecodeLexer.NOT, "write `not`");
            case "=>" -> new ForeignOperator(DecodeLexer.ARROW, "write `->`");
            case ":=" -> new ForeignOperator(DecodeLexer.ASSIGN, "write `=`, and `let` or `var` where the name is new");
            case "===" -> new ForeignOperator(DecodeLexer.EQUAL, "write `==`");
            case "!==" -> new ForeignOperator(DecodeLexer.NOT_EQUAL, "write `!=`");
            case "**", "^" -> new ForeignOperator(DecodeLexer.STAR, "write `pow(x, y)`");
            case "++" -> new ForeignOperator(DecodeLexer.PLUS, "write `+` to join, `x += 1` to count");
            case "::", "?." -> new ForeignOperator(DecodeLexer.DOT, "write `.`");
            case "??" -> new ForeignOperator(DecodeLexer.OR, "write `if x == null { … } else { x }`");
            default -> throw new IllegalArgumentException(text);
        };
    }
}
