package org.decant.models.task.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads queries. The grammar:
///
/// ```text
/// query     = SELECT what FROM name [WHERE condition {AND condition}] [ORDER BY name [DESC]] [LIMIT number]
/// what      = name {, name} | function ( name ) | COUNT ( * )
/// function  = COUNT | MAX | MIN | AVG | SUM
/// condition = name (= | < | >) (number | 'text')
/// ```
///
/// Keywords are in capital letters, names in small ones.
public final class QueryParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*([A-Z]+|[a-z]+|[0-9]+|'[^']*'|[*,()=<>])\\s*");
    private static final Set<String> FUNCTIONS = Set.of("COUNT", "MAX", "MIN", "AVG", "SUM");

    private final List<String> tokens;
    private int at;

    private QueryParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /// The query; empty where the text is none.
    public static Optional<Query> parse(String text) {
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
        try {
            return Optional.of(new QueryParser(tokens).query());
        } catch (NoQueryException _) {
            return Optional.empty();
        }
    }

    /// Ends the parsing of a text that is no query.
    private static final class NoQueryException extends RuntimeException {
        private static final NoQueryException INSTANCE = new NoQueryException();

        private NoQueryException() {
            super(null, null, false, false);
        }
    }

    private Query query() {
        expect("SELECT");
        String function = FUNCTIONS.contains(peek()) ? next() : "";
        List<String> columns = new ArrayList<>();
        if (function.isEmpty()) {
            columns.add(name());
            while (accept(",")) {
                columns.add(name());
            }
        } else {
            expect("(");
            columns.add(function.equals("COUNT") && accept("*") ? "*" : name());
            expect(")");
        }
        expect("FROM");
        String table = name();
        List<Query.Condition> conditions = new ArrayList<>();
        if (accept("WHERE")) {
            conditions.add(condition());
            while (accept("AND")) {
                conditions.add(condition());
            }
        }
        String order = "";
        boolean descending = false;
        if (accept("ORDER")) {
            expect("BY");
            order = name();
            descending = accept("DESC");
        }
        int limit = accept("LIMIT") ? number() : 0;
        if (at < tokens.size()) {
            throw NoQueryException.INSTANCE;
        }
        return new Query(function, columns, table, conditions, order, descending, limit);
    }

    private Query.Condition condition() {
        String column = name();
        String operator = next();
        String value = next();
        boolean text = value.startsWith("'");
        if (!Set.of("=", "<", ">").contains(operator) || !text && !Character.isDigit(value.charAt(0))) {
            throw NoQueryException.INSTANCE;
        }
        return new Query.Condition(column, operator, text ? value.substring(1, value.length() - 1) : value, text);
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        if (at == tokens.size()) {
            throw NoQueryException.INSTANCE;
        }
        return tokens.get(at++);
    }

    private boolean accept(String token) {
        boolean there = peek().equals(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw NoQueryException.INSTANCE;
        }
    }

    private String name() {
        String name = next();
        if (!Character.isLowerCase(name.charAt(0))) {
            throw NoQueryException.INSTANCE;
        }
        return name;
    }

    private int number() {
        String number = next();
        if (!Character.isDigit(number.charAt(0)) || number.length() > 9) {
            throw NoQueryException.INSTANCE;
        }
        return Integer.parseInt(number);
    }
}
