package org.decant.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Statistics of fixed seeds: they hold or they do not, none of the tests is left to chance.
class SeededDrawsTest {
    private static final int COUNT = 60_000;

    /// Asserts that `COUNT` draws are distributed as `probabilities`: chi-square below its mean plus 4 deviations.
    private static void assertDistributed(double[] probabilities, IntSupplier draw) {
        int[] counts = new int[probabilities.length];
        for (int i = 0; i < COUNT; i++) {
            counts[draw.getAsInt()]++;
        }
        double chiSquare = 0;
        int degrees = -1;
        for (int i = 0; i < counts.length; i++) {
            if (probabilities[i] == 0) {
                assertEquals(0, counts[i], "outcome " + i + " is impossible");
                continue;
            }
            double expected = COUNT * probabilities[i];
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
            degrees++;
        }
        double limit = degrees + 4 * Math.sqrt(2.0 * degrees);
        double found = chiSquare;
        assertTrue(found < limit, () -> "chi-square is " + found + ", at most " + limit + " was expected");
    }

    private static double[] uniform(int size) {
        double[] probabilities = new double[size];
        Arrays.fill(probabilities, 1.0 / size);
        return probabilities;
    }

    @Test
    void tokensComeWithTheirProbabilities() {
        Vocabulary vocabulary = Vocabularies.letters(5, false);
        Dist dist = Dist.ofWeights(vocabulary, new double[] {1, 0, 5, 3, 1});
        Draws draws = new SeededDraws(1);
        assertDistributed(dist.probabilities(), () -> draws.sample(dist).id());
    }

    @Test
    void indicesComeWithTheirWeights() {
        Draws draws = new SeededDraws(2);
        double[] weights = {0, 0.2, 0, 0.5, 0.1, 0};
        assertDistributed(new double[] {0, 0.25, 0, 0.625, 0.125, 0}, () -> draws.choose(weights));
        assertThrows(IllegalArgumentException.class, () -> draws.choose(new double[3]));
    }

    @Test
    void flipsComeWithTheirProbability() {
        Draws draws = new SeededDraws(3);
        assertDistributed(new double[] {0.7, 0.3}, () -> draws.flip(0.3) ? 1 : 0);
        for (int i = 0; i < 1000; i++) {
            assertTrue(draws.flip(1));
            assertFalse(draws.flip(0));
        }
    }

    @Test
    void numbersAreUniform() {
        Draws draws = new SeededDraws(4);
        assertDistributed(uniform(64), () -> {
            double number = draws.uniform();
            assertTrue(number >= 0 && number < 1);
            return (int) (number * 64);
        });
    }

    @Test
    void successiveNumbersAreIndependent() {
        Draws draws = new SeededDraws(5);
        assertDistributed(uniform(64), () -> (int) (draws.uniform() * 8) * 8 + (int) (draws.uniform() * 8));
    }

    @Test
    void everyOrderIsAsLikely() {
        Draws draws = new SeededDraws(6);
        Map<String, Integer> orders = new HashMap<>();
        assertDistributed(uniform(24),
                () -> orders.computeIfAbsent(Arrays.toString(draws.shuffle(4)), order -> orders.size()));
        assertArrayEquals(new int[0], draws.shuffle(0));
        assertArrayEquals(new int[] {0}, draws.shuffle(1));
    }

    /// The cumulative distribution is exp(-exp(-x)); its mean is Euler's constant.
    @Test
    void gumbelNoiseHasItsDistribution() {
        Draws draws = new SeededDraws(7);
        double[] noise = draws.gumbel(COUNT);
        int[] next = {0};
        assertDistributed(uniform(32), () -> (int) (Math.exp(-Math.exp(-noise[next[0]++])) * 32));
        assertEquals(0.5772156649, Arrays.stream(noise).average().orElseThrow(), 0.02);
        assertTrue(Arrays.stream(noise).allMatch(Double::isFinite));
    }

    /// The argmax of scores with Gumbel noise is a draw from their softmax.
    @Test
    void gumbelNoiseDrawsByArgmax() {
        Draws draws = new SeededDraws(8);
        double[] probabilities = {0.5, 0.3, 0.15, 0.05};
        assertDistributed(probabilities, () -> {
            double[] noise = draws.gumbel(4);
            int best = 0;
            for (int i = 1; i < 4; i++) {
                if (Math.log(probabilities[i]) + noise[i] > Math.log(probabilities[best]) + noise[best]) {
                    best = i;
                }
            }
            return best;
        });
    }

    @Test
    void aSeedGivesOneStreamAndSeedsDiffer() {
        Set<Double> firsts = new HashSet<>();
        for (long seed = -50; seed < 50; seed++) {
            double first = new SeededDraws(seed).uniform();
            assertEquals(first, new SeededDraws(seed).uniform());
            assertTrue(firsts.add(first));
        }
        int[] seed = {0};
        assertDistributed(uniform(64), () -> (int) (new SeededDraws(seed[0]++).uniform() * 64));
    }

    @Test
    void branchesAreIndependentOfOneAnotherAndOfTheirParent() {
        SeededDraws parent = new SeededDraws(9);
        Draws[] branches = parent.branches(2);
        assertDistributed(uniform(64), () -> (int) (branches[0].uniform() * 8) * 8 + (int) (branches[1].uniform() * 8));
        Draws[] more = parent.branches(1);
        assertDistributed(uniform(64), () -> (int) (parent.uniform() * 8) * 8 + (int) (more[0].uniform() * 8));
        int[] index = {0};
        Draws[] many = parent.branches(COUNT);
        assertDistributed(uniform(64), () -> (int) (many[index[0]++].uniform() * 64));
    }

    @Test
    void aBranchIsKnownFromItsPlaceAlone() {
        SeededDraws quiet = new SeededDraws(10);
        SeededDraws busy = new SeededDraws(10);
        busy.uniform();
        busy.shuffle(5);
        assertEquals(quiet.branches(3)[2].uniform(), busy.branches(7)[2].uniform());
        assertNotEquals(quiet.branches(3)[2].uniform(), new SeededDraws(10).branches(3)[2].uniform(),
                "a second branching has other streams");
        assertEquals(new SeededDraws(10).branches(2)[1].branches(2)[0].uniform(),
                new SeededDraws(10).branches(2)[1].branches(2)[0].uniform());
        Set<Double> firsts = new HashSet<>();
        for (Draws branch : new SeededDraws(11).branches(20)) {
            assertTrue(firsts.add(branch.uniform()));
            for (Draws nested : branch.branches(20)) {
                assertTrue(firsts.add(nested.uniform()));
            }
        }
    }
}
