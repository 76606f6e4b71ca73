package org.decant.compiler.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeLexer;
import org.decant.runtime.diagnostic.Span;

/// The tokens of a text. What the lexer could not place, mostly habits from other languages, is reported and put
/// right, so that it is not reported again by the parser.
final class ScriptTokens {
    private final Positions positions;
    private final Problems problems;
    private final List<Token> significant = new ArrayList<>();
    private Documentation documentation;

    private ScriptTokens(Positions positions, Problems problems) {
        this.positions = positions;
        this.problems = problems;
    }

    static ScriptTokens read(Positions positions, Problems problems) {
        ScriptTokens script = new ScriptTokens(positions, problems);
        DecodeLexer lexer = new DecodeLexer(CharStreams.fromString(positions.source().text()));
        List<? extends Token> tokens = lexer.getAllTokens();
        script.documentation = new Documentation(tokens, positions.source());
        for (Token token : tokens) {
            if (token.getType() == DecodeLexer.UNCLOSED_COMMENT) {
                script.unclosedComment(token);
                break;
            }
            script.add((CommonToken) token);
        }
        script.significant.add(lexer.emitEOF());
        problems.divide(script.significant);
        return script;
    }

    /// The tokens that matter to the rules, the last one the end of the file.
    List<Token> significant() {
        return significant;
    }

    Documentation documentation() {
        return documentation;
    }

    private void add(CommonToken token) {
        switch (token.getType()) {
            case DecodeLexer.DOCUMENTATION -> { }
            case DecodeLexer.FOREIGN_COMMENT -> explain(token, "a comment does not begin with `#`",
                    "write `//` before it");
            case DecodeLexer.FOREIGN_OPERATOR -> addForeignOperator(token);
            case DecodeLexer.FOREIGN_TEXT -> addInstead(token, DecodeLexer.TEXT,
                    "a text is not written in quotes like these", "write it in straight double quotes: `\"…\"`");
            case DecodeLexer.FOREIGN_NUMBER -> addForeignNumber(token);
            case DecodeLexer.UNCLOSED_TEXT -> addInstead(token, DecodeLexer.TEXT, "the text has no closing `\"`",
                    "close it on the line it begins on; a line break inside is written `\\n`");
            case DecodeLexer.UNKNOWN -> unknown(token);
            default -> significant.add(token);
        }
    }

    private void addForeignOperator(CommonToken token) {
        ForeignOperator operator = ForeignOperator.of(token.getText());
        addInstead(token, operator.type(), "`" + token.getText() + "` is no operator of the language", operator.hint());
    }

    private void addForeignNumber(CommonToken token) {
        String text = token.getText();
        if (text.startsWith(".")) {
            addInstead(token, DecodeLexer.FLOAT, "a number does not begin with `.`", "write `0" + text + "`");
        } else {
            addInstead(token, DecodeLexer.FLOAT, "`" + text + "` is neither a number nor a name",
                    "a number has digits only (`1_000`, `0.5`, `1e-3`), a name does not begin with one");
        }
    }

    private void unknown(CommonToken token) {
        String text = token.getText();
        boolean letter = Character.isLetter(text.codePointAt(0));
        explain(token, "unknown character `" + printable(text) + "`", letter
                ? "names are made of the letters a to z and A to Z, digits and `_`" : "remove it");
    }

    private static String printable(String character) {
        int codePoint = character.codePointAt(0);
        return Character.isISOControl(codePoint) || !Character.isDefined(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.isSpaceChar(codePoint) ? String.format("U+%04X", codePoint) : character;
    }

    private void addInstead(CommonToken token, int type, String message, String hint) {
        explain(token, message, hint);
        token.setType(type);
        significant.add(token);
    }

    /// One report a line is enough: what is foreign in it was probably pasted.
    private void explain(Token token, String message, String hint) {
        if (!problems.onLine(token)) {
            problems.report(positions.of(token), message, hint);
            problems.spoilLine(token);
        }
    }

    private void unclosedComment(Token token) {
        Span span = positions.of(token);
        problems.reportMissingAtEnd(span, "the comment has no end", "close it with `*/`");
        problems.spoilDeclaration(token);
    }
}
