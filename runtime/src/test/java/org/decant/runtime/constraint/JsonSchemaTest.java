package org.decant.runtime.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.json.JsonReader;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Schemas against a JSON parser and conditions written by hand.
class JsonSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void check(String schema, Vocabulary vocabulary, int length, int longest, Predicate<String> member) {
        BruteForce.check(Constraints.jsonSchema(schema), vocabulary, length, longest, member);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
        } catch (JsonProcessingException malformed) {
            return null;
        }
    }

    /// Whether a whole text is allowed, read byte by byte.
    private static boolean accepts(GrammarAutomaton automaton, String text) {
        GrammarAutomaton.State state = automaton.start();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            state = automaton.step(state, value & 0xFF);
            if (state == null) {
                return false;
            }
        }
        return automaton.accepts(state);
    }

    private static GrammarAutomaton automaton(String schema) {
        return JsonSchema.parse(new SourceText("schema", schema));
    }

    @ParameterizedTest
    @CsvSource({"-12, 105", "0, 9", "7, 7", "-105, -3", "99, 1201", "-1, 0", ", 15", "8, ", ","})
    void wholeNumbersInARange(Integer least, Integer most) {
        GrammarAutomaton automaton = automaton("{\"type\": \"integer\"" + (least == null ? "" : ", \"minimum\": " + least)
                + (most == null ? "" : ", \"maximum\": " + most) + "}");
        for (int value = -1300; value <= 1300; value++) {
            boolean expected = (least == null || value >= least) && (most == null || value <= most);
            assertEquals(expected, accepts(automaton, Integer.toString(value)), "is " + value + " allowed");
        }
        for (String wrong : new String[] {"", "-", "-0", "00", "01", "1.0", "1e2", "+1", " 1"}) {
            assertEquals(false, accepts(automaton, wrong), wrong);
        }
    }

    @Test
    void excludedBoundsOfWholeNumbers() {
        GrammarAutomaton automaton = automaton("{\"exclusiveMinimum\": 2, \"exclusiveMaximum\": 5.5, \"type\": \"integer\"}");
        for (int value = 0; value < 9; value++) {
            assertEquals(value > 2 && value < 5.5, accepts(automaton, "" + value), "" + value);
        }
    }

    @ParameterizedTest
    @CsvSource({"-2, 3", "0, 1", "2, 12", "-3, -1", "4, 4", ", 2", "-1, ", "0, 0"})
    void numbersInARange(Integer least, Integer most) {
        GrammarAutomaton automaton = automaton("{\"type\": \"number\"" + (least == null ? "" : ", \"minimum\": " + least)
                + (most == null ? "" : ", \"maximum\": " + most) + "}");
        for (int hundredths = -500; hundredths <= 1400; hundredths++) {
            BigDecimal value = BigDecimal.valueOf(hundredths, 2);
            boolean expected = (least == null || value.compareTo(BigDecimal.valueOf(least)) >= 0)
                    && (most == null || value.compareTo(BigDecimal.valueOf(most)) <= 0);
            assertEquals(expected, accepts(automaton, value.toPlainString()), "is " + value + " allowed");
        }
    }

    @Test
    void stringsAreWrittenInOneWay() {
        Vocabulary vocabulary = Vocabularies.of(6, "\"", "\\", "a", "n", "é", "a\"", "</s>");
        check("{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 2}", vocabulary, 4, 6, text -> {
            JsonNode value = parsed(text);
            return value != null && value.isTextual() && text.equals(value.toString()) && value.textValue().length() >= 1
                    && value.textValue().length() <= 2;
        });
        check("{\"type\": \"string\", \"pattern\": \"^a\"}", vocabulary, 3, 6, text -> {
            JsonNode value = parsed(text);
            return value != null && value.isTextual() && text.equals(value.toString()) && value.textValue().startsWith("a");
        });
        check("{\"pattern\": \"a|é$\", \"maxLength\": 2}", vocabulary, 3, 6, text -> {
            JsonNode value = parsed(text);
            return value != null && value.isTextual() && text.equals(value.toString())
                    && value.textValue().matches("(?s).{0,2}") && value.textValue().matches("(?s).*(a|é)");
        });
    }

    @Test
    void objectsHaveTheirPropertiesInOrder() {
        Vocabulary vocabulary = Vocabularies.of(7, "{", "}", "\"a\":1", "\"b\"", ":", " 1", ", ", "</s>");
        Pattern oracle = Pattern.compile("\\{(\"a\":1, )?\"b\": 1\\}");
        check("""
                {"type": "object", "properties": {"a": {"const": 1}, "b": {"enum": [1]}}, "required": ["b"]}
                """, vocabulary, 3, 7, text -> oracle.matcher(text).matches());
        Pattern free = Pattern.compile("\\{(\"a\":1(, \"b\": 1)?|\"b\": 1)?\\}");
        check("{\"properties\": {\"a\": {\"const\": 1}, \"b\": {\"enum\": [1, 2]}}}", vocabulary, 3, 7,
                text -> free.matcher(text).matches());
    }

    @Test
    void otherPropertiesWhereTheyMayBe() {
        GrammarAutomaton open = automaton("""
                {"properties": {"a": {"type": "boolean"}}, "additionalProperties": {"type": "null"}}
                """);
        for (String right : new String[] {"{}", "{\"a\":true}", "{\"a\":false,\"b\":null}", "{\"b\": null, \"c\": null}", "{\"\":null}"}) {
            assertTrue(accepts(open, right), right);
        }
        for (String wrong : new String[] {"{\"a\":null}", "{\"b\":null,\"a\":null}", "{\"b\":1}", "{,}", "{\"a\":true,}"}) {
            assertEquals(false, accepts(open, wrong), wrong);
        }
        assertTrue(accepts(automaton("{\"type\": \"object\"}"), "{\"x\":[1.5e3,{\"y\":null},\"\\\"\"]}"));
        assertEquals(false, accepts(automaton("{\"properties\": {}}"), "{\"x\":1}"));
    }

    @Test
    void arraysOfAsManyItems() {
        Vocabulary vocabulary = Vocabularies.of(4, "[", "]", "true", ",", "</s>");
        Pattern oracle = Pattern.compile("\\[true(,true){1,2}\\]");
        check("{\"type\": \"array\", \"items\": {\"type\": \"boolean\"}, \"minItems\": 2, \"maxItems\": 3}", vocabulary, 5, 9,
                text -> oracle.matcher(text).matches());
        Pattern any = Pattern.compile("\\[(true(,true)*)?\\]");
        check("{\"items\": {\"const\": true}}", vocabulary, 4, 7, text -> any.matcher(text).matches());
        assertTrue(accepts(automaton("{\"type\": \"array\", \"maxItems\": 0}"), "[]"));
    }

    @Test
    void valuesOfTheTypesBesideThem() {
        GrammarAutomaton some = automaton("{\"type\": [\"number\", \"null\"], \"enum\": [1, 1.5, \"1\", null, true, [1]]}");
        for (String text : new String[] {"1", "1.5", "\"1\"", "null", "true", "[1]"}) {
            assertEquals(text.matches("[0-9.]+|null"), accepts(some, text), text);
        }
    }

    @Test
    void alternativesAndReferences() {
        Vocabulary vocabulary = Vocabularies.of(5, "[", "]", "null", "{\"next\":", "}", "</s>");
        String schema = """
                {"$defs": {"list": {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"next": {"$ref": "#/$defs/list"}},
                "required": ["next"]}]}}, "oneOf": [{"$ref": "#/$defs/list"}, {"type": "array", "items": {"$ref": "#"}, "maxItems": 1}]}
                """;
        check(schema, vocabulary, 2, 7, text -> {
            String at = text;
            while (true) {
                if (at.startsWith("[") && at.endsWith("]")) {
                    at = at.substring(1, at.length() - 1);
                    if (at.isEmpty()) {
                        return true;
                    }
                } else {
                    return at.matches("(\\{\"next\":)*null}*") && at.chars().filter(c -> c == '{').count() == at.chars()
                            .filter(c -> c == '}').count();
                }
            }
        });
    }

    @Test
    void everyAllowedValueIsJson() {
        GrammarAutomaton anything = automaton("true");
        for (String text : new String[] {"0", "-1.50e+7", "\"\\n é\"", "[]", "[1,[2, {}]]", "{\"a\":{\"b\":[null]}, \"c\":false}"}) {
            assertTrue(accepts(anything, text), text);
        }
        for (String text : new String[] {"", "01", "nul", "\"\n\"", "[1,]", "{\"a\"}", "[1 ,2]", "\"\\x\""}) {
            assertEquals(false, accepts(anything, text), text);
            assertTrue(parsed(text) == null || parsed(text).isMissingNode() || text.contains(" ,"), text);
        }
        assertEquals("[1,{\"a\":\"\\\"\"}]", JsonTexts.literal(
                JsonReader.read(new SourceText("x", "[1, {\"a\": \"\\u0022\"}]"))));
        assertNull(anything.step(anything.start(), '}'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "{\"type\": \"text\"}", "{\"typ\": \"string\"}", "{\"format\": \"date\"}", "{\"allOf\": []}",
        "{\"type\": \"string\", \"minimum\": 1}", "{\"$ref\": \"#/x\"}", "{\"$ref\": \"other.json\"}", "{\"$ref\": \"#\"}", "false",
        "{\"enum\": []}", "{\"type\": \"integer\", \"minimum\": 3, \"maximum\": 2}", "{\"type\": \"number\", \"minimum\": 0.5}",
        "{\"pattern\": \"(\"}", "{\"minLength\": -1}", "{\"required\": [\"a\"], \"properties\": {}}", "{\"anyOf\": [true], \"type\": \"null\"}",
        "{\"properties\": {\"a\": {\"$ref\": \"#\"}}, \"required\": [\"a\"]}", "{\"minItems\": 3, \"maxItems\": 1}"})
    void wrongSchemasAreRefused(String schema) {
        assertThrows(DecantException.class, () -> Constraints.jsonSchema(schema));
    }
}
