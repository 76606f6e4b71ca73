package org.decant.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonBoolean;
import org.decant.runtime.json.JsonValue.JsonNull;
import org.decant.runtime.json.JsonValue.JsonNumber;
import org.decant.runtime.json.JsonValue.JsonObject;
import org.decant.runtime.json.JsonValue.JsonString;
import org.decant.runtime.json.JsonValue.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
    private static final String DOCUMENT = """
            { "a\\"b" : [1, -2.5e1, true , null],
              "é": {"": "x\\u0041"} }
            """;

    @Test
    void readsEveryKindOfValueWithItsPlace() {
        JsonObject object = assertInstanceOf(JsonObject.class, read(DOCUMENT));
        assertEquals(DOCUMENT.strip(), object.span().text());
        Member first = object.members().getFirst();
        assertEquals("a\"b", first.key());
        assertEquals("\"a\\\"b\"", first.keySpan().text());
        JsonArray array = assertInstanceOf(JsonArray.class, first.value());
        assertEquals("[1, -2.5e1, true , null]", array.span().text());
        assertEquals(List.of("1", "-2.5e1", "true", "null"),
                array.elements().stream().map(JsonValue::span).map(Span::text).toList());
        assertEquals(-25, assertInstanceOf(JsonNumber.class, array.elements().get(1)).value());
        assertEquals(true, assertInstanceOf(JsonBoolean.class, array.elements().get(2)).value());
        assertInstanceOf(JsonNull.class, array.elements().get(3));
        JsonObject inner = assertInstanceOf(JsonObject.class, object.get("é"));
        JsonString string = assertInstanceOf(JsonString.class, inner.get(""));
        assertEquals("xA", string.value());
        assertEquals("\"x\\u0041\"", string.span().text());
        assertEquals(2, string.span().line());
        assertEquals(13, string.span().column());
    }

    /// What the parser buffers must not shift the places.
    @Test
    void placesAreRightFarIntoALongText() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 30_000; i++) {
            text.append(i).append(i % 7 == 0 ? ",\n  " : ", ");
        }
        JsonArray array = assertInstanceOf(JsonArray.class, read(text + "30000]"));
        for (int i = 0; i <= 30_000; i++) {
            assertEquals(Integer.toString(i), array.elements().get(i).span().text());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`{\"a\": 1,\n \"b\": [1, 2`|before it is complete|2|11",
            "`{\"a\": \"x`|before it is complete|1|8",
            "`{\"a\": 1,\n \"a\": 2}`|the key \"a\" is there twice|2|2",
            "`{\"a\": 1}\n }`|this is no JSON|2|2",
            "`{\"a\": 1} 2`|goes on after the end|1|10",
            "`{\"a\": 01}`|this is no JSON|1|8",
            "`{\"a\": nul}`|this is no JSON|1|7",
            "`{a: 1}`|this is no JSON|1|2",
            "`[1 2]`|this is no JSON|1|4",
            "`  `|the text is empty|1|1"})
    void saysWhatIsWrongAndWhere(String text, String message, int line, int column) {
        DecantException failure = assertThrows(DecantException.class, () -> read(text));
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
        assertTrue(failure.getMessage().contains("data.json:" + line + ":" + column + "\n"), failure.getMessage());
    }

    /// Whatever the text, there is a value or an error that can be shown.
    @Property(tries = 500)
    void neverFailsOtherwise(@ForAll String text, @ForAll byte cut) {
        for (String broken : List.of(text, DOCUMENT.substring(0, Math.floorMod(cut, DOCUMENT.length())) + text)) {
            try {
                read(broken);
            } catch (DecantException failure) {
                assertTrue(failure.getMessage().startsWith("error: "));
            }
        }
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThrows(DecantException.class, () -> read("[".repeat(100_000)));
    }

    private static JsonValue read(String text) {
        return JsonReader.read(new SourceText("data.json", text));
    }
}
