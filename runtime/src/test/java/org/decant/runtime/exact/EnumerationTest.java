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

    /// Numbers that a loop goes on from.
    private static final class Numbers implements Draws.Resumable {
        private final long[] values;

        Numbers(long... values) {
            this.values = values;
        }

        @Override
        public List<Object> save() {
            List<Object> saved = new ArrayList<>();
            Arrays.stream(values).forEach(saved::add);
            return saved;
        }

        @Override
        public void restore(List<Object> saved) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) saved.get(i);
            }
        }
    }

    @Test
    void statesReachedInSeveralWaysAreFollowedOnce() {
        Object loop = new Object();
        Enumeration.Experiment<Long> walk = draws -> {
            Numbers at = new Numbers(0, 0);
            while (at.values[0] < 20) {
                draws.checkpoint(loop, at);
                at.values[1] += draws.flip(0.5) ? 1 : 0;
                at.values[0]++;
            }
            return at.values[1];
        };
        Enumeration.Result<Long> result = Enumeration.of(walk, 10_000);
        assertTrue(result.complete());
        assertEquals(20 * 21 / 2, result.states());
        assertTrue(result.branches() < 500, "branches: " + result.branches());
        assertEquals(184756 / Math.pow(2, 20), result.distribution().get(10L), 1e-12);
        assertEquals(1, result.distribution().values().stream().mapToDouble(p -> p).sum(), 1e-12);
    }

    @Test
    void loopsWithinLoopsAndAfterLoopsGoOnFromTheirStates() {
        Object outer = new Object();
        Object inner = new Object();
        Object after = new Object();
        // Two rounds of (a coin; one or two more coins), then three coins more, heads counted.
        Enumeration.Experiment<Long> experiment = draws -> {
            Numbers at = new Numbers(0, 0, 0, 0);                // round, coins left within, coins after, heads
            while (at.values[0] < 2) {
                draws.checkpoint(outer, at);
                at.values[1] = draws.flip(0.5) ? 2 : 1;
                while (at.values[1] > 0) {
                    draws.checkpoint(inner, at);
                    at.values[3] += draws.flip(0.25) ? 1 : 0;
                    at.values[1]--;
                }
                at.values[0]++;
            }
            while (at.values[2] < 3) {
                draws.checkpoint(after, at);
                at.values[3] += draws.flip(0.5) ? 1 : 0;
                at.values[2]++;
            }
            return at.values[3];
        };
        Enumeration.Result<Long> merged = Enumeration.of(experiment, 100_000);
        Enumeration.Result<Long> plain = Enumeration.of(draws -> experiment.run(draws.within()), 100_000);
        assertTrue(merged.branches() < plain.branches(), merged.branches() + " and " + plain.branches());
        assertEquals(rounded(plain.distribution()), rounded(merged.distribution()));
    }

    @Test
    void aLoopWithoutProgressIsFollowedUntilItsProbabilityIsNegligible() {
        Object loop = new Object();
        Enumeration.Result<Boolean> result = Enumeration.of(draws -> {
            while (true) {
                draws.checkpoint(loop, new Numbers());
                if (draws.flip(0.5)) {
                    return draws.flip(0.25);
                }
            }
        }, 1000);
        assertEquals(0.25, result.distribution().get(true), 1e-12);
        assertTrue(result.endless() < 1e-15);
        assertTrue(result.branches() < 10);
    }

    @Test
    void whatNeverEndsIsSaid() {
        Object loop = new Object();
        Enumeration.Result<Boolean> result = Enumeration.of(draws -> {
            Numbers turn = new Numbers(0);
            if (draws.flip(0.75)) {
                return true;
            }
            while (true) {
                draws.checkpoint(loop, turn);
                turn.values[0] = 1 - turn.values[0];
            }
        }, 1000);
        assertEquals(Map.of(true, 0.75), rounded(result.distribution()));
        assertEquals(0.25, result.endless(), 1e-15);
    }

    @Test
    void aRunThatItsChoicesDoNotDetermineIsRefused() {
        int[] runs = new int[1];
        DecantException exception = assertThrows(DecantException.class, () -> Enumeration.of(draws ->
                draws.choose(new double[] {1, 2 + runs[0]++}) + draws.choose(new double[] {1, 1}), 100));
        assertTrue(exception.getMessage().contains("not determined"), exception.getMessage());
    }

    @Test
    void theLimitOfBranchesIsKeptAndSaid() {
        Object loop = new Object();
        Enumeration.Result<Long> result = Enumeration.of(draws -> countedBits(draws, loop), 100);
        assertTrue(result.branches() <= 102);
        assertEquals(1, result.missing() + result.distribution().values().stream().mapToDouble(p -> p).sum(), 1e-12);
        assertTrue(result.missing() > 0.5);
    }

    private static long countedBits(Draws draws, Object loop) {
        Numbers at = new Numbers(0, 0);
        while (at.values[0] < 12) {
            draws.checkpoint(loop, at);
            at.values[1] = 2 * at.values[1] + (draws.flip(0.5) ? 1 : 0);
            at.values[0]++;
        }
        return at.values[1];
    }

    @Test
    void theLimitHoldsWithoutCheckpointsToo() {
        Enumeration.Result<Integer> result = Enumeration.of(draws -> {
            int heads = 0;
            for (int i = 0; i < 20; i++) {
                heads += draws.flip(0.5) ? 1 : 0;
            }
            return heads;
        }, 100);
        assertEquals(100, result.branches());
        assertEquals(1 - 100 / Math.pow(2, 20), result.missing(), 1e-12);
        assertEquals(1, result.missing() + result.distribution().values().stream().mapToDouble(p -> p).sum(), 1e-12);
    }

    @Test
    void continuousDrawsAreRefusedWithWhatToWrite() {
        DecantException exception = assertThrows(DecantException.class, () -> Enumeration.of(Draws::uniform, 10));
        assertTrue(exception.getMessage().contains("flip(p)"));
    }

    private static <O> Map<O, Double> rounded(Map<O, Double> distribution) {
        Map<O, Double> rounded = new java.util.HashMap<>();
        distribution.forEach((key, p) -> rounded.put(key, Math.round(p * 1e12) / 1e12));
        return rounded;
    }

    /// A walk that hardly moves: the gambler's ruin, which would take millions of rounds.
    @Test
    void whatGoesRoundForLongIsCalculated() {
        double up = 1e-5;
        int goal = 3;
        Enumeration.Result<Boolean> result = Enumeration.of(draws -> {
            Numbers at = new Numbers(1);
            while (at.values[0] > 0 && at.values[0] < goal) {
                draws.checkpoint("walk", at);
                boolean rises = draws.flip(up);
                boolean falls = !rises && draws.flip(up);
                at.values[0] += rises ? 1 : falls ? -1 : 0;
            }
            return at.values[0] == goal;
        }, 1000);
        // Falling is (1 - up) times as likely as rising.
        double ratio = 1 - up;
        assertEquals((1 - ratio) / (1 - Math.pow(ratio, goal)), result.distribution().get(true), 1e-9);
        assertEquals(1, result.distribution().values().stream().mapToDouble(p -> p).sum(), 1e-12);
        assertEquals(0, result.endless());
    }

    @Test
    void statesThatLeadNowhereAreEndless() {
        Enumeration.Result<Long> result = Enumeration.of(draws -> {
            Numbers at = new Numbers(0);
            while (at.values[0] != 9) {
                draws.checkpoint("walk", at);
                at.values[0] = switch ((int) at.values[0]) {
                    case 0 -> draws.choose(new double[] {0, 1, 1, 0, 0, 0, 0, 0, 0, 2});
                    case 1 -> 2;
                    case 2 -> draws.flip(0.5) ? 1 : 2;
                    default -> throw new AssertionError();
                };
            }
            return at.values[0];
        }, 1000);
        assertEquals(0.5, result.endless(), 1e-15);
        assertEquals(Map.of(9L, 0.5), result.distribution());
    }
}
