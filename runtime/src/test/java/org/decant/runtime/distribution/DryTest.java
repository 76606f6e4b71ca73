package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class DryTest {
    private static final int SIZE = 4;
    private final Vocabulary vocabulary = Samples.vocabulary(SIZE);

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void penalisesByTheLongestRepetitionATokenWouldGoOn(
            @ForAll @Size(max = 40) List<@IntRange(max = SIZE - 2) Integer> ids,
            @ForAll @IntRange(min = 1, max = 4) int allowedLength, @ForAll @IntRange(min = 1, max = 45) int window,
            @ForAll @DoubleRange(min = 1, max = 2) @Scale(6) double base,
            @ForAll Set<@IntRange(max = SIZE - 1) Integer> breaks) {
        List<Integer> seen = ids.subList(Math.max(0, ids.size() - window), ids.size());
        double[] expected = new double[SIZE];
        for (int id = 0; id < SIZE; id++) {
            int length = breaks.contains(id) ? 0 : longestRepetition(seen, id, breaks);
            expected[id] = length < allowedLength ? 0 : -0.8 * Math.pow(base, length - allowedLength);
        }
        Dry dry = Dry.of(0.8, base, allowedLength, window,
                breaks.stream().map(vocabulary::token).collect(Collectors.toSet()));
        double[] changed = new double[SIZE];
        dry.apply(changed, PenaltyTest.contextOf(vocabulary, ids));
        assertArrayEquals(expected, changed, 1e-9);
    }

    /// By trying every place of the token and every length.
    private static int longestRepetition(List<Integer> seen, int id, Set<Integer> breaks) {
        int longest = 0;
        for (int place = 0; place < seen.size(); place++) {
            for (int length = 1; length <= place && seen.get(place) == id; length++) {
                List<Integer> earlier = seen.subList(place - length, place);
                if (earlier.equals(seen.subList(seen.size() - length, seen.size()))
                        && earlier.stream().noneMatch(breaks::contains)) {
                    longest = Math.max(longest, length);
                }
            }
        }
        return longest;
    }

    @Test
    void anEndlessRepetitionKeepsScoresFinite() {
        int[] ids = new int[5000];
        double[] scores = new double[SIZE];
        Dry.of(1, 3, 2).apply(scores, Samples.context(vocabulary, ids));
        assertTrue(Double.isFinite(scores[0]) && scores[0] < -1e90, "the score is " + scores[0]);
        assertArrayEquals(new double[] {0, 0, 0}, new double[] {scores[1], scores[2], scores[3]});
    }

    @Test
    void theSmallestRepetitionLosesTheMultiplier() {
        double[] scores = new double[SIZE];
        Dry.of(0.5, 2, 2).apply(scores, Samples.context(vocabulary, 0, 1, 2, 0, 1));
        assertArrayEquals(new double[] {0, 0, -0.5, 0}, scores);
    }
}
