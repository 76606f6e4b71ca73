package org.decant.compiler.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private static final Vocabulary WORDS = new Vocabulary("words", Arrays.stream(new String[] {"a", " bc", "\n", "d"})
            .map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new), new BitSet(), new BitSet(), text -> null);

    @Test
    void valuesLookAsScriptsWriteThem() {
        assertEquals("3", Display.line(3L));
        assertEquals("-inf", Display.line(Double.NEGATIVE_INFINITY));
        assertEquals("\"say \\\"hi\\\"\\n\"", Display.line("say \"hi\"\n"));
        assertEquals("[1, null]", Display.line(Arrays.asList(1L, null)));
        assertEquals("(true, \"\\n\")", Display.line(new Tuple(true, WORDS.token(2))));
        assertEquals("[->]", Display.line(OrderedMap.empty()));
        assertEquals("[\"k\" -> 0.5]", Display.line(OrderedMap.empty().with("k", 0.5)));
        assertEquals("P(x: 1)", Display.line(new RecordValue("P", List.of("x"), new Object[] {1L})));
        assertEquals("", Display.show(null, Type.NOTHING));
    }

    @Test
    void longListsAreCutAndSayBySoMuch() {
        assertTrue(Display.line(Collections.nCopies(50, 1L)).endsWith(", … 38 more]"));
        assertTrue(Display.show(Collections.nCopies(250, 1L), null).endsWith(", … 50 more]"));
    }

    @Test
    void aContextShowsItsEnd() {
        Context context = Context.root(WORDS);
        assertEquals("\"\" (0 tokens)", Display.show(context, Type.CONTEXT));
        for (int i = 0; i < 50; i++) {
            context = context.plus(WORDS.token(1));
        }
        assertEquals("Context(…\"" + " bc".repeat(20) + "\")", Display.line(context));
    }

    @Test
    void aDistIsAChartOrItsTopInALine() {
        Dist dist = Dist.ofWeights(WORDS, new double[] {0.25, 0.5, 0.25, 0});
        assertEquals(new TokenChart(10, bar -> bar).draw(dist), Display.show(dist, Type.DIST));
        assertEquals("Dist(\" bc\" 0.500, \"a\" 0.250, \"\\n\" 0.250, …)", Display.line(dist));
    }
}
