package org.decant.runtime.distribution;

import static org.decant.runtime.distribution.Samples.EXCLUDED;
import static org.decant.runtime.distribution.Samples.applied;
import static org.decant.runtime.distribution.Samples.idsWhere;
import static org.decant.runtime.distribution.Samples.only;
import static org.decant.runtime.distribution.Samples.order;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every truncation against its definition, which is written here on sorted probabilities.
@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class TruncationTest {

    @Property(tries = 400)
    void topKKeepsTheFirstOfTheOrder(@ForAll double[] scores, @ForAll @IntRange(min = 1, max = 55) int k) {
        int[] order = order(scores, scores);
        int[] kept = Arrays.copyOf(order, Math.min(k, order.length));
        assertArrayEquals(only(scores, kept), applied(TopK.of(k), scores));
    }

    @Property(tries = 400)
    void topPKeepsTheFewestThatReachP(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0.001, max = 0.999) @Scale(6) double p) {
        Assume.that(!ambiguous(scores, scores, p));
        assertArrayEquals(only(scores, fewest(scores, scores, p)), applied(TopP.of(p), scores));
    }

    @Property(tries = 400)
    void typicalKeepsTheNearestToTheEntropy(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0.001, max = 0.999) @Scale(6) double mass) {
        double[] p = Samples.probabilities(scores);
        double entropy = Samples.entropyOf(p);
        double[] nearness = Arrays.stream(p).map(x -> -Math.abs(-Math.log(x) - entropy)).toArray();
        assumeNoNearTies(scores, nearness);
        Assume.that(!ambiguous(scores, nearness, mass));
        assertArrayEquals(only(scores, fewest(scores, nearness, mass)), applied(Typical.of(mass), scores));
    }

    @Property(tries = 400)
    void minPKeepsWhatIsNearTheMostLikely(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double p) {
        double[] probabilities = Samples.probabilities(scores);
        double largest = Arrays.stream(probabilities).max().orElseThrow();
        Assume.that(p == 1 || Arrays.stream(probabilities).noneMatch(x -> near(x / largest, p)));
        int[] kept = idsWhere(scores, id -> probabilities[id] >= p * largest);
        assertArrayEquals(only(scores, kept), applied(MinP.of(p), scores));
    }

    @Property(tries = 400)
    void epsilonKeepsTheProbableAndTheMostLikely(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double epsilon) {
        keepsFrom(epsilon, scores, Epsilon.of(epsilon));
    }

    @Property(tries = 400)
    void etaLowersTheCutoffWithTheEntropy(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double eta) {
        double entropy = Samples.entropyOf(Samples.probabilities(scores));
        keepsFrom(Math.min(eta, Math.sqrt(eta) * Math.exp(-entropy)), scores, Eta.of(eta));
    }

    private static void keepsFrom(double cutoff, double[] scores, Transform transform) {
        double[] p = Samples.probabilities(scores);
        double largest = Arrays.stream(scores).max().orElseThrow();
        Assume.that(Arrays.stream(p).noneMatch(x -> near(x, cutoff)));
        int[] kept = idsWhere(scores, id -> p[id] >= cutoff || scores[id] == largest);
        assertArrayEquals(only(scores, kept), applied(transform, scores));
    }

    @Property(tries = 400)
    void topNSigmaKeepsWithinDeviationsOfTheLargest(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0.01, max = 4) @Scale(6) double n) {
        double[] possible = Arrays.stream(scores).filter(x -> x != EXCLUDED).toArray();
        double mean = Arrays.stream(possible).average().orElseThrow();
        double variance = Arrays.stream(possible).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        double largest = Arrays.stream(possible).max().orElseThrow();
        double cutoff = largest - n * Math.sqrt(variance);
        Assume.that(Arrays.stream(possible).noneMatch(x -> x != largest && near(x, cutoff)));
        int[] kept = idsWhere(scores, id -> scores[id] == largest || scores[id] >= cutoff);
        assertArrayEquals(only(scores, kept), applied(TopNSigma.of(n), scores));
    }

    @Property(tries = 400)
    void tailFreeCutsAtTheCurvature(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) @Scale(6) double z) {
        int[] order = order(scores, scores);
        double[] p = Samples.probabilities(scores);
        double[] curvatures = new double[Math.max(0, order.length - 2)];
        Arrays.setAll(curvatures, i -> Math.abs(p[order[i]] - 2 * p[order[i + 1]] + p[order[i + 2]]));
        double total = Arrays.stream(curvatures).sum();
        Assume.that(total == 0 || total > 1e-6);
        int kept = order.length;
        double sum = 0;
        for (int i = 0; i < curvatures.length && kept == order.length && total > 0; i++) {
            sum += curvatures[i] / total;
            Assume.that(!near(sum, z));
            if (sum > z) {
                kept = i + 1;
            }
        }
        assertArrayEquals(only(scores, Arrays.copyOf(order, kept)), applied(TailFree.of(z), scores));
    }

    @Property(tries = 400)
    void someTokenAlwaysStays(@ForAll double[] scores, @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double x) {
        double positive = Math.max(x, Double.MIN_VALUE);
        for (Transform transform : List.of(TopK.of(1), TopP.of(positive), Typical.of(positive), MinP.of(x),
                Epsilon.of(x), Eta.of(x), TopNSigma.of(x), TailFree.of(x), Xtc.of(1, x), Temper.of(x),
                Temper.of(Double.MIN_VALUE))) {
            double left = Kernels.max(applied(transform, scores));
            assert Double.isFinite(left) : transform.describe() + " leaves " + left;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void massOfManyTokens(long seed) {
        double[] scores = Samples.randomScores(3000, seed);
        double[] flat = Arrays.stream(scores).map(score -> score / 1000).toArray();
        double[] steep = Arrays.stream(scores).map(score -> 4 * score).toArray();
        for (double[] some : List.of(scores, flat, steep, new double[3000])) {
            for (double mass : new double[] {0.1001, 0.5001, 0.9001, 0.9901, 0.99999}) {
                assertFalse(ambiguous(some, some, mass), "rounding decides");
                assertArrayEquals(only(some, fewest(some, some, mass)), applied(TopP.of(mass), some));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nearlyAllTheMassIsABeginningOfTheOrder(long seed) {
        double[] scores = Samples.randomScores(3000, seed);
        double[] kept = applied(TopP.of(Math.nextDown(1.0)), scores);
        int count = order(kept, kept).length;
        assertArrayEquals(only(scores, Arrays.copyOf(order(scores, scores), count)), kept);
        assertEquals(Kernels.logSumExp(scores), Kernels.logSumExp(kept), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 700, 2999})
    void topKOfManyTokens(int k) {
        double[] scores = Samples.randomScores(3000, k);
        int[] order = order(scores, scores);
        assertArrayEquals(only(scores, Arrays.copyOf(order, Math.min(k, order.length))),
                applied(TopK.of(k), scores));
    }

    @Test
    void ofEqualTokensTheSmallerIdsStay() {
        double[] scores = {1, 2, 2, 2, 1};
        assertArrayEquals(only(scores, 1, 2), applied(TopK.of(2), scores));
        assertArrayEquals(only(scores, 0, 1, 2, 3), applied(TopK.of(4), scores));
        assertArrayEquals(only(new double[4], 0, 1), applied(TopP.of(0.5), 0, 0, 0, 0));
        assertArrayEquals(only(new double[4], 0, 1, 2), applied(Typical.of(0.75), 0, 0, 0, 0));
    }

    @Test
    void theTokenThatCrossesTheMassStays() {
        double[] scores = {Math.log(0.25), Math.log(0.5), Math.log(0.25)};
        assertArrayEquals(only(scores, 1), applied(TopP.of(0.5), scores));
        assertArrayEquals(only(scores, 0, 1), applied(TopP.of(0.51), scores));
        assertArrayEquals(only(scores, 0, 1), applied(TopP.of(0.75), scores));
        assertArrayEquals(scores, applied(TopP.of(0.76), scores));
    }

    @Test
    void thresholdsKeepEqualTokensTogether() {
        double[] scores = {3, 1, 3, EXCLUDED};
        for (Transform transform : List.of(MinP.of(1), Epsilon.of(1), Eta.of(1), TopNSigma.of(0))) {
            assertArrayEquals(only(scores, 0, 2), applied(transform, scores), transform.describe());
        }
    }

    @Test
    void typicalMayExcludeTheMostLikely() {
        double[] peaked = {Math.log(0.7), Math.log(0.1), Math.log(0.1), Math.log(0.1)};
        // entropy 0.94 nats: the surprisal 0.36 is 0.58 away, 2.30 is 1.36 away
        assertArrayEquals(only(peaked, 0), applied(Typical.of(0.5), peaked));
        double[] even = {Math.log(0.4), Math.log(0.2), Math.log(0.2), Math.log(0.2)};
        // entropy 1.33 nats: the surprisal 0.92 is 0.42 away, 1.61 is 0.28 away
        assertArrayEquals(only(even, 1, 2, 3), applied(Typical.of(0.55), even));
    }

    @Test
    void neutralParametersChangeNothing() {
        double[] scores = Samples.randomScores(40, 11);
        for (Transform transform : List.of(TopK.of(40), TopK.of(Integer.MAX_VALUE), TopP.of(1), Typical.of(1),
                MinP.of(0), Epsilon.of(0), Eta.of(0), TailFree.of(1), Xtc.of(0, 0.1), Xtc.of(1, 1), Temper.of(1))) {
            assertArrayEquals(scores, applied(transform, scores), transform.describe());
        }
        double[] tiny = {0, -50}; // too little to be seen in a sum with 1
        assertArrayEquals(tiny, applied(TopP.of(1), tiny));
        assertArrayEquals(tiny, applied(Typical.of(1), tiny));
    }

    @Test
    void scoresThatNoDistributionCanBeMadeOfAreLeft() {
        double[][] unusable = {{EXCLUDED, EXCLUDED, EXCLUDED}, {1, Double.NaN, 0, 2},
                {1, Double.POSITIVE_INFINITY, 0, 2}};
        for (double[] scores : unusable) {
            for (Transform transform : List.of(TopK.of(1), TopP.of(0.1), Typical.of(0.1), MinP.of(1), Epsilon.of(1),
                    Eta.of(1), TopNSigma.of(0), TailFree.of(0), Xtc.of(1, 0), Temper.of(0), Temper.of(0.5))) {
                assertArrayEquals(scores, applied(transform, scores), transform.describe());
            }
        }
    }

    /// The first tokens in the order of the keys, as few as reach the mass.
    private static int[] fewest(double[] scores, double[] keys, double mass) {
        int[] order = order(scores, keys);
        double[] sums = runningSums(scores, order);
        int crossing = 0;
        while (crossing < sums.length - 1 && sums[crossing] < mass) {
            crossing++;
        }
        return Arrays.copyOf(order, crossing + 1);
    }

    /// Whether a sum comes so near to the mass that rounding decides.
    private static boolean ambiguous(double[] scores, double[] keys, double mass) {
        return Arrays.stream(runningSums(scores, order(scores, keys))).anyMatch(sum -> near(sum, mass));
    }

    private static double[] runningSums(double[] scores, int[] order) {
        double[] p = Samples.probabilities(scores);
        double[] sums = Arrays.stream(order).mapToDouble(id -> p[id]).toArray();
        Arrays.parallelPrefix(sums, Double::sum);
        return sums;
    }

    /// Two ways to compute a key round differently, so keys that are nearly equal have no order to test.
    private static void assumeNoNearTies(double[] scores, double[] keys) {
        int[] order = order(scores, keys);
        for (int i = 1; i < order.length; i++) {
            int a = order[i - 1];
            int b = order[i];
            Assume.that(scores[a] == scores[b] || !near(keys[a], keys[b]));
        }
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) < 1e-10;
    }
}
