package org.decant.runtime.model.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableErrorsTest {
    private static final String SOUND = """
            {"tokens": ["left", "right", "end"], "end": "end",
             "contexts": {
               "": {"left": 0.5, "right": 0.5},
               "left right": [0, 0, 1]
             }}
            """;

    /// Each row: what is replaced in a sound table, by what, the sentence expected, and line:column.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`\"left\": 0.5`|`\"lift\": 0.5`|the table has no token \"lift\"|3:9",
            "`\"left\": 0.5`|`\"left\": 0.25`|the probabilities sum to 0.75, not 1|3:8",
            "`\"left\": 0.5`|`\"left\": -0.5`|a probability is from 0 to 1, not -0.5|3:17",
            "`\"left\": 0.5`|`\"left\": \"0.5\"`|a number is expected here, not a string|3:17",
            "`\"left\": 0.5`|`\"left\": 0.5, \"left\": 0`|the key \"left\" is there twice|3:22",
            "`\"left right\"`|`\"left wright\"`|the table has no token \"wright\"|4:4",
            "`\"left right\"`|`\" \"`|has a row already, under another spelling|4:4",
            "`[0, 0, 1]`|`[0, 1]`|the row has 2 numbers, the table 3 tokens|4:18",
            "`[0, 0, 1]`|`0.1`|a row is an object or an array, not a number|4:18",
            "`[0, 0, 1]`|`[0, null, 1]`|a number is expected here, not `null`|4:22",
            "`\"\":`|`\"left\":`|no row for the empty context|2:14",
            "`\"right\", \"end\"]`|`\"right\", 3]`|a token is a string, not a number|1:30",
            "`\"right\", \"end\"]`|`\"left\", \"end\"]`|the token \"left\" is there twice|1:21",
            "`\"right\", \"end\"]`|`\"\", \"end\"]`|a token is empty|1:21",
            "`\"end\": \"end\"`|`\"end\": \"</s>\"`|the end token \"</s>\" is not among the tokens|1:45",
            "`\"end\": \"end\"`|`\"ends\": \"end\"`|a table has no field \"ends\"|1:38",
            "`\"end\": \"end\"`|`\"values\": \"logit\"`|\"values\" is \"logit\"|1:48",
            "`\"contexts\"`|`\"name\"`|the name is a string, not an object|2:10",
            "`\"end\": \"end\",\n \"contexts\": {`|`\"name\": \"x\", \"values\": \"logits\"}`|goes on after|2:4"})
    void saysWhatIsWrongAndWhere(String sound, String broken, String message, String place) {
        assertTrue(SOUND.contains(sound), sound);
        String text = error(SOUND.replace(sound, broken));
        assertTrue(text.contains(message), text);
        assertTrue(text.contains("toy.json:" + place + "\n"), text);
    }

    @Test
    void showsTheLineAndSuggestsTheNearestName() {
        assertEquals("""
                error: the table has no token "lift"
                  --> toy.json:3:9
                   |
                3  |    "": {"lift": 0.5, "right": 0.5},
                   |         ^^^^^^
                  help: did you mean `left`?
                """, error(SOUND.replace("\"left\": 0.5", "\"lift\": 0.5")));
    }

    @Test
    void saysSeveralErrorsAtOnceButNotHundreds() {
        String two = error(SOUND.replace("\"left\": 0.5", "\"left\": 0.4").replace("[0, 0, 1]", "[0, 0, 0]"));
        assertTrue(two.contains("sum to 0.9") && two.contains("sum to 0.0"), two);
        StringBuilder rows = new StringBuilder();
        for (int length = 1; length <= 50; length++) {
            rows.append("\"").append("left ".repeat(length)).append("\": 1, ");
        }
        String many = error(SOUND.replace("\"left right\"", rows + "\"left right\""));
        int errors = many.split("error: ").length - 1;
        assertTrue(errors >= 5 && errors <= 10, many);
    }

    @Test
    void missingFieldsAreNamed() {
        assertTrue(error("{\"tokens\": [\"a\"]}").contains("the table has no field \"contexts\""));
        assertTrue(error("{}").contains("the table has no field \"tokens\""));
        assertTrue(error("[]").contains("a table is an object, not an array"));
        assertTrue(error("{\"tokens\": [], \"contexts\": {}}").contains("the table has no tokens"));
        assertTrue(error("{\"values\": \"logits\", \"tokens\": [\"a\"], \"contexts\": {\"\": [null]}}")
                .contains("no token is possible here"));
        assertTrue(error("{\"values\": \"logits\", \"tokens\": [\"a\"], \"contexts\": {\"\": [1e999]}}")
                .contains("a score is finite"));
    }

    /// A table that was cut or of which a character was changed is read or refused; nothing else happens.
    @Property(tries = 500)
    void damageIsSaid(@ForAll @IntRange(max = 1000) int at, @ForAll char other, @ForAll boolean cut) {
        int index = at % SOUND.length();
        String damaged = SOUND.substring(0, index) + (cut ? "" : other + SOUND.substring(index + 1));
        try {
            TableModel.read("toy", new SourceText("toy.json", damaged), null);
            assertTrue(!cut || damaged.strip().equals(SOUND.strip()));
        } catch (DecantException failure) {
            assertTrue(failure.getMessage().contains("toy.json:"));
        }
    }

    private static String error(String text) {
        return assertThrows(DecantException.class,
                () -> TableModel.read("toy", new SourceText("toy.json", text), null)).getMessage();
    }
}
