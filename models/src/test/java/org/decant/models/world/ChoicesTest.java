package org.decant.models.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoicesTest {

    /// Frequencies of words against the weights 1 / (rank + 4), written out.
    @Test
    void wordsFollowTheirRanks() {
        List<Integer> list = IntStream.range(0, 20).boxed().toList();
        int[] counts = new int[20];
        Choices choices = Choices.of(3, "ranks", 0);
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            counts[choices.word(list)]++;
        }
        double sum = IntStream.range(0, 20).mapToDouble(rank -> 1.0 / (rank + 4)).sum();
        for (int rank = 0; rank < 20; rank++) {
            double p = 1.0 / (rank + 4) / sum;
            assertEquals(p, (double) counts[rank] / draws, 5 * Math.sqrt(p * (1 - p) / draws), "rank " + rank);
        }
    }

    @Test
    void sameNumbersSameChoicesOthersNot() {
        assertEquals(numbers(Choices.of(1, "a", 2)), numbers(Choices.of(1, "a", 2)));
        assertNotEquals(numbers(Choices.of(1, "a", 2)), numbers(Choices.of(1, "a", 3)));
        assertNotEquals(numbers(Choices.of(1, "a", 2)), numbers(Choices.of(1, "b", 2)));
        assertNotEquals(numbers(Choices.of(1, "a", 2)), numbers(Choices.of(2, "a", 2)));
    }

    private static List<Integer> numbers(Choices choices) {
        return IntStream.range(0, 20).map(_ -> choices.between(1, 1000)).boxed().toList();
    }

    /// The published value of FNV-1a for `a` is af63dc4c8601ec8c; the finaliser is written anew here.
    @Test
    void theHashIsTheSameForever() {
        long hash = 0xAF63DC4C8601EC8CL;
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        assertEquals(hash ^ hash >>> 31, StableHash.of("a"));
    }
}
