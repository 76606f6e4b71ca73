package org.decant.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// The step between lexer and parser: where line ends end statements, which `{` opens a block with named
/// parameters, which words are names because of the `.` before them. `Decode.g4` tells the rules.
///
/// It expects the lexer's tokens of the default channel with the end-of-file token last, brackets paired, and gives
/// the tokens that the parser reads.
public final class Layout {
    private final List<? extends Token> tokens;
    private final List<Token> arranged;
    /// The types of the brackets open at the current token, innermost first.
    private final Deque<Integer> open = new ArrayDeque<>();
    /// The `match` and `draft` whose `{` is still to come, innermost first.
    private final Deque<Head> heads = new ArrayDeque<>();

    /// @param level how many brackets are open where the word stands: its own `{` is the first at that level
    /// @param ready whether the next `{` is the one: a `draft` waits for its `from` first
    private record Head(int level, boolean ready) {}

    private Layout(List<? extends Token> tokens) {
        this.tokens = tokens;
        this.arranged = new ArrayList<>(tokens.size() + tokens.size() / 4);
    }

    public static List<Token> arrange(List<? extends Token> tokens) {
        Layout layout = new Layout(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            layout.add(i);
        }
        return layout.arranged;
    }

    private void add(int index) {
        CommonToken token = new CommonToken(tokens.get(index));
        Token previous = arranged.isEmpty() ? null : arranged.getLast();
        if (previous != null && previous.getType() == DecodeParser.DOT && isWord(token)
                && previous.getLine() == token.getLine()) {
            token.setType(DecodeParser.NAME);
        }
        if (token.getType() == DecodeParser.BREAK && lineEndsCount()) {
            separate(token, tokens.get(index + 1));
            return;
        }
        if (previous != null && lineEndsCount() && breaksBetween(previous, token)) {
            separate(lineEnd(previous), token);
        }
        switch (token.getType()) {
            case DecodeParser.OPEN_PAREN, DecodeParser.OPEN_BRACKET -> open.push(token.getType());
            case DecodeParser.OPEN_BRACE -> openBrace(token, index);
            case DecodeParser.CLOSE_PAREN, DecodeParser.CLOSE_BRACKET, DecodeParser.CLOSE_BRACE -> close();
            case DecodeParser.MATCH -> heads.push(new Head(open.size(), true));
            case DecodeParser.DRAFT -> heads.push(new Head(open.size(), false));
            case DecodeParser.FROM -> from(previous);
            default -> { }
        }
        arranged.add(token);
    }

    private boolean lineEndsCount() {
        return open.isEmpty() || open.peek() == DecodeParser.OPEN_BRACE;
    }

    /// Whether a new line between two neighbours ends a statement, given that no ( or [ is open.
    public static boolean breaksBetween(Token previous, Token next) {
        return next.getLine() > previous.getLine()
                && (endsStatement(previous) && !continuesLine(next) || beginsStatement(next) && !opensBlock(previous));
    }

    /// These words cannot go on with the line above, even if it wants more: the mistake is then the line above.
    private static boolean beginsStatement(Token token) {
        return switch (token.getType()) {
            case DecodeParser.LET, DecodeParser.VAR, DecodeParser.WHILE, DecodeParser.RETURN, DecodeParser.EMIT,
                 DecodeParser.GENERATE, DecodeParser.BREAK_LOOP, DecodeParser.CONTINUE, DecodeParser.STRATEGY,
                 DecodeParser.FUNCTION, DecodeParser.RECORD, DecodeParser.IMPORT -> true;
            default -> false;
        };
    }

    private static boolean opensBlock(Token token) {
        return switch (token.getType()) {
            case DecodeParser.OPEN_BRACE, DecodeParser.OPEN_LAMBDA, DecodeParser.ARROW, DecodeParser.BREAK -> true;
            default -> false;
        };
    }

    /// Adds a BREAK, but none at either end of a block or a file, and never two.
    private void separate(Token breakToken, Token next) {
        boolean atStart = arranged.isEmpty() || switch (arranged.getLast().getType()) {
            case DecodeParser.BREAK, DecodeParser.OPEN_BRACE, DecodeParser.OPEN_LAMBDA -> true;
            default -> false;
        };
        boolean atEnd = next.getType() == DecodeParser.CLOSE_BRACE || next.getType() == Token.EOF;
        if (!atStart && !atEnd) {
            arranged.add(breakToken);
        }
        if (next.getType() != DecodeParser.FROM) {
            heads.removeIf(head -> head.level == open.size());
        }
    }

    private static Token lineEnd(Token previous) {
        CommonToken token = new CommonToken(previous);
        token.setType(DecodeParser.BREAK);
        token.setText("\n");
        token.setStartIndex(previous.getStopIndex() + 1);
        token.setStopIndex(previous.getStopIndex());
        return token;
    }

    private void openBrace(CommonToken token, int index) {
        Head head = heads.peek();
        if (head != null && head.level == open.size() && head.ready) {
            heads.pop();
        } else if (namesParameters(index + 1)) {
            token.setType(DecodeParser.OPEN_LAMBDA);
        }
        open.push(DecodeParser.OPEN_BRACE);
    }

    /// `->`, `x ->`, `x, y …` and `x: …` can begin no statement.
    private boolean namesParameters(int index) {
        Token first = tokens.get(index);
        if (first.getType() == DecodeParser.ARROW) {
            return true;
        }
        return isName(first) && switch (tokens.get(index + 1).getType()) {
            case DecodeParser.ARROW, DecodeParser.COMMA, DecodeParser.COLON -> true;
            default -> false;
        };
    }

    private void close() {
        if (!open.isEmpty()) {
            heads.removeIf(head -> head.level == open.size());
            open.pop();
        }
    }

    /// `from` after a `draft` and its shape, though not the name `from` that begins the shape.
    private void from(Token previous) {
        Head head = heads.peek();
        if (head != null && head.level == open.size() && !head.ready && previous.getType() != DecodeParser.DRAFT) {
            heads.pop();
            heads.push(new Head(head.level, true));
        }
    }

    /// Whether a statement can end with this token: it completes an operand, or is a statement of its own.
    public static boolean endsStatement(Token token) {
        return isName(token) || switch (token.getType()) {
            case DecodeParser.INT, DecodeParser.FLOAT, DecodeParser.TEXT, DecodeParser.TRUE, DecodeParser.FALSE,
                 DecodeParser.NULL, DecodeParser.INF, DecodeParser.CLOSE_PAREN, DecodeParser.CLOSE_BRACKET,
                 DecodeParser.CLOSE_BRACE, DecodeParser.QUESTION, DecodeParser.RETURN, DecodeParser.BREAK_LOOP,
                 DecodeParser.CONTINUE -> true;
            default -> false;
        };
    }

    private static boolean continuesLine(Token token) {
        return switch (token.getType()) {
            case DecodeParser.DOT, DecodeParser.PIPE, DecodeParser.AND, DecodeParser.OR, DecodeParser.ELSE,
                 DecodeParser.PLUS, DecodeParser.STAR, DecodeParser.SLASH, DecodeParser.PERCENT, DecodeParser.LESS,
                 DecodeParser.LESS_OR_EQUAL, DecodeParser.GREATER, DecodeParser.GREATER_OR_EQUAL, DecodeParser.EQUAL,
                 DecodeParser.NOT_EQUAL, DecodeParser.UNION, DecodeParser.INTERSECT, DecodeParser.RANGE,
                 DecodeParser.ARROW -> true;
            default -> false;
        };
    }

    public static boolean isName(Token token) {
        return switch (token.getType()) {
            case DecodeParser.NAME, DecodeParser.FROM, DecodeParser.WITH, DecodeParser.BY, DecodeParser.WITHIN,
                 DecodeParser.GIVEN, DecodeParser.LOSSLESS, DecodeParser.GREEDY, DecodeParser.TERMINATES -> true;
            default -> false;
        };
    }

    private static boolean isWord(Token token) {
        return token.getType() != Token.EOF && Character.isLetter(token.getText().charAt(0));
    }
}
