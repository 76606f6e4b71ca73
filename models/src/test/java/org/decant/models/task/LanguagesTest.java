package org.decant.models.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.models.task.expression.DescribedProgram;
import org.decant.models.task.expression.Expression;
import org.decant.models.task.expression.ExpressionParser;
import org.decant.models.task.expression.Type;
import org.decant.models.task.expression.Variables;
import org.decant.models.task.query.QueryParser;
import org.decant.models.task.query.QueryQuestion;
import org.decant.models.world.Choices;
import org.junit.jupiter.api.Test;

/// The languages of the query and program tasks.
class LanguagesTest {
    private static final Map<String, Type> TYPES = Map.of("n", Type.INT, "word", Type.TEXT, "xs", Type.LIST);
    private static final Map<String, Object> VALUES = Map.of("n", 6L, "word", "kite", "xs", List.of(5L, 2L, 9L));

    private static void evaluates(Object expected, String text) {
        Expression expression = ExpressionParser.parse(text).orElseThrow(() -> new AssertionError(text));
        assertTrue(expression.type(TYPES) != null, text);
        assertEquals(expected, expression.value(VALUES), text);
    }

    @Test
    void expressionsHaveTheValuesTheyShould() {
        evaluates(4L, "word.length");
        evaluates("KITE", "word.upper");
        evaluates("etik", "word.reversed");
        evaluates("k6", "word.initial + n.shown");
        evaluates(16L, "xs.sum");
        evaluates(9L, "xs.max");
        evaluates(2L, "xs.sorted.first");
        evaluates(List.of(2L, 5L, 9L), "xs.sorted");
        evaluates(36L, "n.squared");
        evaluates(2L + 3 * 6 - 1, "2 + 3 * n - 1");
        evaluates(30L, "(2 + 3) * n");
        evaluates(12L, "if n.even then n.doubled else 0");
        evaluates(0L, "if n < xs.min then n else 0");
        evaluates(true, "xs.last = 9");
    }

    @Test
    void whatIsIllTypedHasNoType() {
        for (String text : List.of("word.sum", "n + word", "xs + xs", "m", "if n then 1 else 2",
                "if n.even then n else word", "word < word", "xs.first.first", "n.even + 1")) {
            assertNull(ExpressionParser.parse(text).orElseThrow().type(TYPES), text);
        }
        for (String text : List.of("", "n +", "n n", "(n", "n..doubled", ".length", "if n then", "then", "n; n", "1.5",
                "(".repeat(100) + "n" + ")".repeat(100), "99999999999")) {
            assertTrue(ExpressionParser.parse(text).isEmpty(), text);
        }
    }

    @Test
    void drawnProgramsAreTypedAndReadBack() {
        for (long i = 0; i < 3000; i++) {
            DescribedProgram program = DescribedProgram.draw(Choices.of(1, "program test", i));
            Map<String, Type> types = program.variables().types();
            assertTrue(program.expression().type(types) != null, program.toString());
            assertEquals(program.expression(), ExpressionParser.parse(program.expression().toString()).orElseThrow());
            assertEquals(types, Variables.parse(program.variables().toString()).types());
            assertTrue(!program.expression().toString().matches(".*\\d\\.even.*|if (.*) = \\1 then.*|.* then (.*) else \\2"),
                    program.toString());
            program.variables().tests().forEach(test -> program.expression().value(test));
        }
    }

    /// What is to be done has one meaning: two programs with the same description and variables are the same.
    @Test
    void descriptionsHaveOneMeaning() {
        Map<String, String> meanings = new HashMap<>();
        for (long i = 0; i < 20_000; i++) {
            DescribedProgram program = DescribedProgram.draw(Choices.of(2, "program test", i));
            String described = program.variables() + " " + program.english();
            String expression = program.expression().toString();
            assertEquals(expression, meanings.getOrDefault(described, expression), described);
            meanings.put(described, expression);
        }
    }

    @Test
    void drawnQueriesReadBackAndFitTheirTable() {
        Map<String, String> meanings = new HashMap<>();
        for (long i = 0; i < 5000; i++) {
            QueryQuestion asked = QueryQuestion.draw(Choices.of(1, "query test", i));
            String query = asked.query().toString();
            assertEquals(asked.query(), QueryParser.parse(query).orElseThrow(() -> new AssertionError(query)));
            String table = asked.table();
            Set<String> columns = Set.of(table.substring(table.indexOf('(') + 1, table.length() - 1).split(", "));
            assertTrue(asked.query().fits(table.substring(0, table.indexOf('(')), columns), asked.toString());
            assertEquals(query, meanings.getOrDefault(asked.question(), query), asked.question());
            meanings.put(asked.question(), query);
        }
    }

    @Test
    void whatIsNoQueryIsNotRead() {
        for (String text : List.of("", "SELECT", "SELECT title", "SELECT title FROM", "SELECT title, FROM books",
                "SELECT MAX(*) FROM books", "SELECT title FROM books WHERE", "SELECT title FROM books WHERE year",
                "SELECT title FROM books WHERE year > x", "SELECT title FROM books LIMIT three", "SELECT title FROM books;",
                "SELECT title FROM books WHERE author = 'Mira", "SELECT title FROM books extra",
                "SELECT title FROM books LIMIT 99999999999")) {
            assertTrue(QueryParser.parse(text).isEmpty(), text);
        }
    }
}
