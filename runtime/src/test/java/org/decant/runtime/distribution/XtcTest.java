package org.decant.runtime.distribution;

import static org.decant.runtime.distribution.Samples.EXCLUDED;
import static org.decant.runtime.distribution.Samples.applied;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class XtcTest {

    /// A sample of the result has the distribution of a sample taken after the coin.
    @Property(tries = 400)
    void isTheMixtureOfWhatTheCoinGives(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double probability,
            @ForAll @DoubleRange(min = 0.0001, max = 0.6) @Scale(6) double threshold) {
        double[] heads = excluded(scores, threshold);
        double[] tails = Samples.probabilities(scores);
        double[] expected = new double[scores.length];
        for (int id = 0; id < scores.length; id++) {
            expected[id] = probability * heads[id] + (1 - probability) * tails[id];
        }
        double[] mixture = Samples.probabilities(applied(Xtc.of(probability, threshold), scores));
        assertArrayEquals(expected, mixture, 1e-9);
    }

    /// The distribution without the tokens that reach the threshold, but for the last of them in order.
    private static double[] excluded(double[] scores, double threshold) {
        double[] p = Samples.probabilities(scores);
        double[] left = scores.clone();
        int previous = -1;
        for (int id : Samples.order(scores, scores)) {
            Assume.that(Math.abs(p[id] - threshold) > 1e-12);
            if (p[id] >= threshold) {
                if (previous >= 0) {
                    left[previous] = EXCLUDED;
                }
                previous = id;
            }
        }
        return Samples.probabilities(left);
    }

    @Test
    void atProbabilityOneTheTopChoicesAreGone() {
        double[] scores = {Math.log(0.3), Math.log(0.05), Math.log(0.3), Math.log(0.35)};
        double[] changed = Samples.probabilities(applied(Xtc.of(1, 0.2), scores));
        // of the two equally likely ones the larger id counts as less likely, and is spared
        assertArrayEquals(new double[] {0, 0.05 / 0.35, 0.3 / 0.35, 0}, changed, 1e-12);
    }

    @Test
    void aSingleTopChoiceStays() {
        double[] scores = {Math.log(0.9), Math.log(0.1)};
        assertArrayEquals(scores, applied(Xtc.of(1, 0.2), scores));
    }

    @Test
    void thresholdZeroLeavesTheLeastLikelyPossibleToken() {
        double[] scores = {2, EXCLUDED, -900, 5};
        double[] changed = applied(Xtc.of(1, 0), scores);
        assertArrayEquals(new double[] {0, 0, 1, 0},
                Dist.ofScores(Samples.vocabulary(4), changed).probabilities(), 1e-12);
    }
}
