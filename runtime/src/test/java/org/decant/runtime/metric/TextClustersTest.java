package org.decant.runtime.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;

class TextClustersTest {

    @Test
    void textsOfTheSameWordsAreOneCluster() {
        List<String> texts = List.of("the answer is 12", "so it is four apples", "The answer is 12.", "four apples, so it is",
                "no idea", "is the answer 12");
        assertArrayEquals(new int[] {0, 2, 0, 2, 1, 0}, TextClusters.of(texts, 3));
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 0}, TextClusters.of(texts, 2));
        assertArrayEquals(new int[6], TextClusters.of(texts, 1));
    }

    /// The second centre moves to the mean of "c c" and "c d", to which "d e" is nearer than to "a b".
    @Test
    void centresMoveToTheirTexts() {
        assertArrayEquals(new int[] {0, 1, 1, 0}, TextClusters.of(List.of("a b", "c c", "c d", "a"), 2));
    }

    @Test
    void equalTextsAreOneClusterHoweverManyAreAskedFor() {
        assertArrayEquals(new int[] {0, 0, 0}, TextClusters.of(List.of("a b", "a b", "b a"), 3));
        assertArrayEquals(new int[] {0, 0}, TextClusters.of(List.of("", ""), 2));
        assertArrayEquals(new int[0], TextClusters.of(List.of(), 2));
    }

    @Test
    void thereIsOneClusterOrMore() {
        assertThrows(DecantException.class, () -> TextClusters.of(List.of("a"), 0));
    }
}
