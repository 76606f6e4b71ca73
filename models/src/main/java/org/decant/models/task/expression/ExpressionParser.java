package org.decant.models.task.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads expressions. The grammar:
///
/// ```text
/// expression = if comparison then sum else sum | comparison
/// comparison = sum [(< | > | =) sum]
/// sum        = product {(+ | -) product}
/// product    = chain {* chain}
/// chain      = (name | number | ( expression )) {. name}
/// ```
public final class ExpressionParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*([a-z]+|[0-9]{1,9}|[-+*<>=.()])\\s*");
    private static final List<String> KEYWORDS = List.of("if", "then", "else");
    private static final int DEEPEST = 50;

    private final List<String> tokens;
    private int at;
    private int depth;

    private ExpressionParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /// The expression; empty where the text is none.
    public static Optional<Expression> parse(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < text.length()) {
            return Optional.empty();
        }
        ExpressionParser parser = new ExpressionParser(tokens);
        try {
            Expression expression = parser.expression();
            return parser.at == tokens.size() ? Optional.of(expression) : Optional.empty();
        } catch (NoExpressionException _) {
            return Optional.empty();
        }
    }

    /// Ends the parsing of a text that is no expression.
    private static final class NoExpressionException extends RuntimeException {
        private static final NoExpressionException INSTANCE = new NoExpressionException();

        private NoExpressionException() {
            super(null, null, false, false);
        }
    }

    private Expression expression() {
        if (!accept("if")) {
            return comparison();
        }
        Expression condition = comparison();
        expect("then");
        Expression yes = sum();
        expect("else");
        return new Expression.Choice(condition, yes, sum());
    }

    private Expression comparison() {
        Expression left = sum();
        return peekIn("<>=") ? new Expression.Operation(left, next().charAt(0), sum()) : left;
    }

    private Expression sum() {
        Expression left = product();
        while (peekIn("+-")) {
            left = new Expression.Operation(left, next().charAt(0), product());
        }
        return left;
    }

    private Expression product() {
        Expression left = chain();
        while (accept("*")) {
            left = new Expression.Operation(left, '*', chain());
        }
        return left;
    }

    private Expression chain() {
        String first = next();
        Expression chain;
        if (first.equals("(")) {
            if (++depth > DEEPEST) {
                throw NoExpressionException.INSTANCE;
            }
            chain = expression();
            expect(")");
            depth--;
        } else if (Character.isDigit(first.charAt(0))) {
            chain = new Expression.Number(Long.parseLong(first));
        } else {
            chain = new Expression.Variable(name(first));
        }
        while (accept(".")) {
            chain = new Expression.Access(chain, name(next()));
        }
        return chain;
    }

    private static String name(String token) {
        if (!Character.isLetter(token.charAt(0)) || KEYWORDS.contains(token)) {
            throw NoExpressionException.INSTANCE;
        }
        return token;
    }

    private boolean peekIn(String characters) {
        return at < tokens.size() && characters.contains(tokens.get(at));
    }

    private String next() {
        if (at == tokens.size()) {
            throw NoExpressionException.INSTANCE;
        }
        return tokens.get(at++);
    }

    private boolean accept(String token) {
        boolean there = at < tokens.size() && tokens.get(at).equals(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw NoExpressionException.INSTANCE;
        }
    }
}
