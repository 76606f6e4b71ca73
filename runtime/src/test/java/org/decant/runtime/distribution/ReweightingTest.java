package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class ReweightingTest {

    /// What the residual is for: accepted drafts and residual draws together have the target's distribution.
    @Property(tries = 400)
    void acceptedAndResidualMakeTheTarget(@ForAll double[] scores, @ForAll long seed) {
        Assume.that(scores.length > 1);
        Vocabulary vocabulary = Samples.vocabulary(scores.length);
        Dist target = Dist.ofScores(vocabulary, scores.clone());
        Dist draft = Dist.ofScores(vocabulary, new Random(seed).doubles(scores.length, -4, 4).toArray());
        double[] p = target.probabilities();
        double[] q = draft.probabilities();
        double rejected = 0;
        for (int id = 0; id < p.length; id++) {
            rejected += q[id] - Math.min(p[id], q[id]);
        }
        double[] residual = Reweighting.residual(target, draft).probabilities();
        double[] made = new double[p.length];
        for (int id = 0; id < p.length; id++) {
            made[id] = Math.min(p[id], q[id]) + rejected * residual[id];
        }
        assertArrayEquals(p, made, 1e-9);
    }

    @Property(tries = 400)
    void withoutIsTheConditionalDistribution(@ForAll double[] scores) {
        Vocabulary vocabulary = Samples.vocabulary(scores.length);
        double[] p = Samples.probabilities(scores);
        Dist dist = Dist.ofScores(vocabulary, scores.clone());
        for (int removed = 0; removed < p.length; removed++) {
            if (1 - p[removed] < 1e-6) {
                continue;
            }
            double[] left = Reweighting.without(dist, vocabulary.token(removed)).probabilities();
            for (int id = 0; id < p.length; id++) {
                assertEquals(id == removed ? 0 : p[id] / (1 - p[removed]), left[id], 1e-9);
            }
        }
    }

    @Property(tries = 400)
    void mixtureIsTheWeightedMean(@ForAll double[] scores, @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(6) double weight) {
        Vocabulary vocabulary = Samples.vocabulary(scores.length);
        double[] others = new Random(seed).doubles(scores.length, -4, 4).toArray();
        double[] p = Samples.probabilities(scores);
        double[] q = Samples.probabilities(others);
        double[] mixed = Reweighting.mixture(Dist.ofScores(vocabulary, scores.clone()),
                Dist.ofScores(vocabulary, others), weight).probabilities();
        for (int id = 0; id < p.length; id++) {
            assertEquals((1 - weight) * p[id] + weight * q[id], mixed[id], 1e-12);
        }
    }

    @Test
    void edges() {
        Vocabulary vocabulary = Samples.vocabulary(2);
        Dist both = Dist.ofWeights(vocabulary, new double[] {1, 3});
        Dist first = Dist.certain(vocabulary.token(0));
        assertEquals(both, Reweighting.residual(both, both));
        assertArrayEquals(new double[] {0, 1}, Reweighting.residual(both, first).probabilities());
        assertArrayEquals(new double[] {0.25, 0.75}, Reweighting.mixture(both, first, 0).probabilities(), 1e-12);
        assertArrayEquals(new double[] {1, 0}, Reweighting.mixture(both, first, 1).probabilities());
    }

    @Test
    void errors() {
        Vocabulary vocabulary = Samples.vocabulary(2);
        Vocabulary other = Samples.vocabulary(3);
        Dist both = Dist.ofWeights(vocabulary, new double[] {1, 3});
        Dist first = Dist.certain(vocabulary.token(0));
        Dist foreign = Dist.certain(other.token(0));
        DecantException error = assertThrows(DecantException.class,
                () -> Reweighting.without(first, vocabulary.token(0)));
        assertEquals("without `t0` no token is possible", error.diagnostics().getFirst().message());
        assertThrows(DecantException.class, () -> Reweighting.without(both, other.token(1)));
        assertThrows(DecantException.class, () -> Reweighting.mixture(both, first, 1.5));
        assertThrows(DecantException.class, () -> Reweighting.mixture(both, first, Double.NaN));
        assertThrows(DecantException.class, () -> Reweighting.mixture(both, foreign, 0.5));
        assertThrows(DecantException.class, () -> Reweighting.residual(both, foreign));
    }
}
