package org.decant.runtime.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.random.Draws;
import org.junit.jupiter.api.Test;

class EnumerationTest {

    @Test
    void twoDiceGiveTheHandComputedSums() {
        double[] die = {1, 1, 1, 1, 1, 1};
        Enumeration.Result<Integer> result = Enumeration.of(draws -> draws.choose(die) + draws.choose(die) + 2, 1000);
        assertEquals(36, result.branches());
        assertEquals(11, result.distribution().size());
        assertEquals(6.0 / 36, result.distribution().get(7), 1e-15);
        assertEquals(1.0 / 36, result.distribution().get(12), 1e-15);
    }

    @Test
    void choicesThatDependOnEarlierOnesAreFollowed() {
        Enumeration.Result<String> result = Enumeration.of(draws ->
                draws.flip(0.25) ? "a" : draws.flip(0.5) ? "b" : draws.choose(new double[] {2, 0, 1}) == 0 ? "c" : "d", 1000);
        assertEquals(Map.of("a", 0.25, "b", 0.375, "c", 0.25, "d", 0.125), rounded(result.distribution()));
        assertEquals(4, result.branches());
    }

    @Test
    void impossibleAndCertainChoicesCostNoBranches() {
        Enumeration.Result<Boolean> result = Enumeration.of(draws -> draws.flip(1.0) && !draws.flip(0.0), 1000);
        assertEquals(1, result.branches());
        assertEquals(Map.of(true, 1.0), result.distribution());
    }

    @Test
    void everyOrderOfAShuffleIsEquallyLikely() {
        Enumeration.Result<List<Integer>> result = Enumeration.of(draws -> {
            List<Integer> order = new ArrayList<>();
            Arrays.stream(draws.shuffle(4)).forEach(order::add);
            return order;
        }, 1000);
        assertEquals(24, result.distribution().size());
        result.distribution().values().forEach(p -> assertEquals(1.0 / 24, p, 1e-15));
    }

    @Test
    void statesReachedInSeveralWaysAreFollowedOnce() {
        Object loop = new Object();
        Enumeration.Experiment<Integer> walk = draws -> {
            int heads = 0;
            for (int i = 0; i < 20; i++) {
                int step = i;
                int now = heads;
                draws.checkpoint(loop, () -> List.of(step, now));
                heads += draws.flip(0.5) ? 1 : 0;
            }
            return heads;
        };
        Enumeration.Result<Integer> result = Enumeration.of(walk, 10_000);
        assertTrue(result.complete());
        assertEquals(20 * 21 / 2, result.states());
        assertTrue(result.branches() < 500, "branches: " + result.branches());
        assertEquals(184756 / Math.pow(2, 20), result.distribution().get(10), 1e-12);
        assertEquals(1, result.distribution().values().stream().mapToDouble(p -> p).sum(), 1e-12);
    }

    @Test
    void aLoopWithoutProgressIsFollowedUntilItsProbabilityIsNegligible() {
        Object loop = new Object();
        Enumeration.Result<Boolean> result = Enumeration.of(draws -> {
            while (true) {
                draws.checkpoint(loop, List::of);
                if (draws.flip(0.5)) {
                    return draws.flip(0.25);
                }
            }
        }, 1000);
        assertEquals(0.25, result.distribution().get(true), 1e-12);
        assertTrue(result.missing() < 1e-15);
        assertTrue(result.branches() < 10);
    }

    @Test
    void theLimitOfBranchesIsKeptAndSaid() {
        Object loop = new Object();
        Enumeration.Result<Integer> result = Enumeration.of(draws -> countedBits(draws, loop), 100);
        assertTrue(result.branches() <= 102);
        assertEquals(1, result.missing() + result.distribution().values().stream().mapToDouble(p -> p).sum(), 1e-12);
        assertTrue(result.missing() > 0.5);
    }

    private static int countedBits(Draws draws, Object loop) {
        int number = 0;
        for (int i = 0; i < 12; i++) {
            int now = number;
            int step = i;
            draws.checkpoint(loop, () -> List.of(step, now));
            number = 2 * number + (draws.flip(0.5) ? 1 : 0);
        }
        return number;
    }

    @Test
    void continuousDrawsAreRefusedWithWhatToWrite() {
        DecantException exception = assertThrows(DecantException.class, () -> Enumeration.of(Draws::uniform, 10));
        assertTrue(exception.getMessage().contains("flip(p)"));
    }

    private static Map<String, Double> rounded(Map<String, Double> distribution) {
        Map<String, Double> rounded = new java.util.HashMap<>();
        distribution.forEach((key, p) -> rounded.put(key, Math.round(p * 1e12) / 1e12));
        return rounded;
    }
}
