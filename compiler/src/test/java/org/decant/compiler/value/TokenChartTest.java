package org.decant.compiler.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class TokenChartTest {

    private static Vocabulary words(String... words) {
        return new Vocabulary("words", Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new), new BitSet(), new BitSet(), text -> null);
    }

    private static String chart(int most, double... weights) {
        String[] words = new String[weights.length];
        Arrays.setAll(words, Integer::toString);
        return new TokenChart(most, bar -> bar).draw(Dist.ofWeights(words(words), weights));
    }

    @Test
    void everyProbabilityOfASmallVocabulary() {
        List<String> lines = chart(4, 1, 0, 3, 4).lines().toList();
        assertEquals("  3  0.50000  " + "█".repeat(32), lines.get(1));
        assertEquals("  2  0.37500  " + "█".repeat(24), lines.get(2));
        assertEquals("  0  0.12500  " + "█".repeat(8), lines.get(3));
        assertEquals("  1  0", lines.get(4).stripTrailing());
        assertEquals(5, lines.size());
        assertEquals("Dist of 4 tokens, entropy 0.974 nats", lines.get(0));
    }

    @Test
    void theRestOfALargeOneIsSummedUp() {
        String chart = chart(2, 1, 2, 1, 0, 4);
        assertEquals(4, chart.lines().count());
        assertTrue(chart.endsWith("… 2 more, together 0.25000"), chart);
    }

    @Test
    void barsShowEighths() {
        String chart = chart(9, 256, 129);
        assertTrue(chart.endsWith("  " + "█".repeat(16) + "▏"), chart);
    }

    @Test
    void barsAreStyled() {
        String chart = new TokenChart(1, bar -> "<" + bar + ">").draw(Dist.ofWeights(words("a"), new double[] {1}));
        assertTrue(chart.endsWith("<" + "█".repeat(32) + ">"), chart);
    }

    @Test
    void blanksAndControlCharactersAreSeenAndLongTokensCut() {
        Dist dist = Dist.ofWeights(words(" a", "\n", "\u0001", "b".repeat(30)), new double[] {4, 3, 2, 1});
        List<String> labels = new TokenChart(9, bar -> "").draw(dist).lines().skip(1)
                .map(line -> line.substring(2, 26).stripTrailing()).toList();
        assertEquals(List.of("\" a\"", "\\n", "\\u0001", "b".repeat(23) + "…"), labels);
    }

    @Test
    void logitsAreATableOfScores() {
        Logits logits = new Logits(words("a", " bc", "\n", "d"), new double[] {1, 0.5, Double.NEGATIVE_INFINITY, 2});
        assertEquals(String.join("\n", "Logits of 4 tokens", "  d      2.0000", "  a      1.0000", "  \" bc\"  0.5000",
                "  \\n     -inf"), new TokenChart(4, bar -> bar).draw(logits));
        assertTrue(new TokenChart(1, bar -> bar).draw(logits).endsWith("  d  2.0000\n  … 3 more"));
    }
}
