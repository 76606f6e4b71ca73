package org.decant.compiler.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeLexer;
import org.decant.grammar.Layout;

/// Pairs the brackets before the parser sees them: a bracket that is missing would otherwise be noticed far away, as
/// something else. Missing ones are reported and put in, superfluous ones reported and left out.
///
/// Where brackets do not pair, what can stand inside them and how lines are indented tells which one is missing.
final class Brackets {
    /// Deeper than people write and shallow enough for every later step's recursion.
    private static final int MAXIMUM_DEPTH = 100;

    private final List<Token> tokens;
    private final Positions positions;
    private final Problems problems;
    private final List<Token> paired;
    private final Deque<OpenBracket> opened = new ArrayDeque<>();

    Brackets(List<Token> tokens, Positions positions, Problems problems) {
        this.tokens = tokens;
        this.positions = positions;
        this.problems = problems;
        this.paired = new ArrayList<>(tokens.size() + 8);
    }

    List<Token> pair() {
        if (nestedTooDeeply()) {
            problems.spoilDeclaration(tokens.getLast());
            return List.of(tokens.getLast());
        }
        if (pairAlready()) {
            return tokens;
        }
        for (Token token : tokens) {
            add(token);
        }
        return paired;
    }

    private boolean nestedTooDeeply() {
        int depth = 0;
        for (Token token : tokens) {
            depth += OpenBracket.opens(token) ? 1 : OpenBracket.closes(token) ? -1 : 0;
            if (depth > MAXIMUM_DEPTH) {
                problems.report(positions.of(token), SyntaxBuilder.TOO_DEEP, SyntaxBuilder.TOO_DEEP_HINT);
                return true;
            }
        }
        return false;
    }

    private boolean pairAlready() {
        Deque<Integer> expected = new ArrayDeque<>();
        for (Token token : tokens) {
            if (OpenBracket.opens(token)) {
                expected.push(OpenBracket.closing(token));
            } else if (OpenBracket.closes(token) && (expected.isEmpty() || expected.pop() != token.getType())) {
                return false;
            }
        }
        return expected.isEmpty();
    }

    private void add(Token token) {
        Token previous = paired.isEmpty() ? null : paired.getLast();
        boolean newLine = previous == null || token.getLine() > previous.getLine();
        if (newLine && previous != null) {
            noteLineBreak(previous, token);
        }
        if (token.getType() == Token.EOF || newLine && beginsDeclaration(token)) {
            closeAll(token);
        } else if (newLine && beginsStatement(token)) {
            closeParentheses(token);
        } else if (token.getType() == DecodeLexer.OPEN_BRACE && insideParameters() && Layout.endsStatement(previous)) {
            supply(token);
        }
        if (OpenBracket.opens(token)) {
            boolean parameters = token.getType() == DecodeLexer.OPEN_PAREN && paired.size() > 1
                    && declaresParameters(paired.get(paired.size() - 2));
            opened.push(new OpenBracket(token, indentation(token), parameters));
        } else if (OpenBracket.closes(token)) {
            close(token, newLine);
            return;
        }
        paired.add(token);
    }

    private boolean insideParameters() {
        return !opened.isEmpty() && opened.peek().parameters;
    }

    private static boolean declaresParameters(Token token) {
        return token.getType() == DecodeLexer.STRATEGY || token.getType() == DecodeLexer.FUNCTION;
    }

    private void noteLineBreak(Token previous, Token token) {
        OpenBracket innermost = opened.peek();
        if (innermost != null && !innermost.isBrace() && innermost.lineBreak == 0
                && !OpenBracket.closes(token) && Layout.breaksBetween(previous, token)) {
            innermost.lineBreak = paired.size();
        }
    }

    private void close(Token token, boolean newLine) {
        if (token.getType() == DecodeLexer.CLOSE_BRACE) {
            closeBrace(token, newLine);
        } else if (!opened.isEmpty() && opened.peek().closing() == token.getType()) {
            paired.add(token);
            opened.pop();
        } else if (opensBeforeBrace(token)) {
            supply(token);
            close(token, newLine);
        } else if (!opened.isEmpty() && !opened.peek().isBrace()) {
            supply(token);
        } else if (opened.stream().anyMatch(outer -> outer.closing() == token.getType())
                && opened.peek().token.getLine() == token.getLine()) {
            supply(token);
            close(token, newLine);
        } else {
            superfluous(token);
        }
    }

    /// Whether, on the way out to the next brace, there is a bracket that `closing` closes.
    private boolean opensBeforeBrace(Token closing) {
        for (OpenBracket outer : opened) {
            if (outer.isBrace()) {
                return false;
            }
            if (outer.closing() == closing.getType()) {
                return true;
            }
        }
        return false;
    }

    private void closeBrace(Token token, boolean newLine) {
        if (opened.stream().noneMatch(OpenBracket::isBrace)) {
            if (opened.isEmpty()) {
                superfluous(token);
            } else {
                supply(token);
            }
            return;
        }
        while (!opened.peek().isBrace() || newLine && belongsFurtherOut(token)) {
            supply(token);
        }
        paired.add(token);
        opened.pop();
    }

    /// A `}` at the beginning of a line, further left than the line of the innermost `{` and just where the line of
    /// an outer one begins, was meant for that one.
    private boolean belongsFurtherOut(Token brace) {
        int indentation = indentation(brace);
        return indentation < opened.peek().indentation
                && opened.stream().anyMatch(outer -> outer.isBrace() && outer.indentation == indentation);
    }

    private void closeAll(Token found) {
        while (!opened.isEmpty()) {
            supply(found);
        }
    }

    private void closeParentheses(Token found) {
        while (!opened.isEmpty() && !opened.peek().isBrace()) {
            supply(found);
        }
    }

    /// Puts in what closes the innermost bracket; only the first one missing of a declaration is reported.
    private void supply(Token found) {
        OpenBracket innermost = opened.pop();
        int place = innermost.lineBreak > 0 ? innermost.lineBreak : paired.size();
        Token before = paired.get(place - 1);
        if (!problems.inDeclaration(innermost.token) && !problems.onLine(innermost.token)) {
            reportMissing(innermost, before, found);
        }
        problems.spoilDeclaration(innermost.token);
        CommonToken closing = new CommonToken(before);
        closing.setType(innermost.closing());
        paired.add(place, closing);
    }

    private void reportMissing(OpenBracket innermost, Token before, Token found) {
        boolean another = innermost.isBrace() && found.getType() == DecodeLexer.CLOSE_BRACE;
        String what = another ? "expected one more `}` to close the block opened on line "
                : innermost.isBrace() ? "expected `}` to close the block opened on line "
                : "expected `" + (innermost.closing() == DecodeLexer.CLOSE_PAREN ? ")" : "]") + "` to close the `"
                + innermost.token.getText() + "` opened on line ";
        String message = what + innermost.token.getLine();
        if (found.getType() == Token.EOF) {
            problems.reportMissingAtEnd(positions.after(before), message, null);
        } else if (innermost.isBrace() || before.getLine() == found.getLine()) {
            problems.report(positions.of(found),
                    another ? message : message + ", found `" + found.getText() + "`", null);
        } else {
            problems.report(positions.after(before), message, null);
        }
    }

    private void superfluous(Token token) {
        if (!problems.inDeclaration(token) && !problems.onLine(token)) {
            problems.report(positions.of(token), "this `" + token.getText() + "` closes nothing",
                    "remove it, or open a bracket before it");
        }
        problems.spoilDeclaration(token);
    }

    private int indentation(Token token) {
        String line = positions.source().lineText(token.getLine());
        return line.length() - line.stripLeading().length();
    }

    /// Declarations do not nest, and begin at the left margin.
    private static boolean beginsDeclaration(Token token) {
        return token.getCharPositionInLine() == 0 && switch (token.getType()) {
            case DecodeLexer.STRATEGY, DecodeLexer.FUNCTION, DecodeLexer.RECORD, DecodeLexer.IMPORT -> true;
            default -> false;
        };
    }

    private static boolean beginsStatement(Token token) {
        return switch (token.getType()) {
            case DecodeLexer.LET, DecodeLexer.VAR, DecodeLexer.WHILE, DecodeLexer.FOR, DecodeLexer.RETURN,
                 DecodeLexer.EMIT, DecodeLexer.GENERATE, DecodeLexer.BREAK_LOOP, DecodeLexer.CONTINUE,
                 DecodeLexer.STRATEGY, DecodeLexer.FUNCTION, DecodeLexer.RECORD, DecodeLexer.IMPORT -> true;
            default -> false;
        };
    }
}
