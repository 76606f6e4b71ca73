package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// A transform of logits and of distributions.
@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class TransformTest {

    @Test
    void pendingLogitsStayPending() {
        Vocabulary vocabulary = Samples.vocabulary(3);
        int[] reads = {0};
        Logits pending = new Logits(vocabulary, () -> {
            reads[0]++;
            return new double[] {0, 2, 1};
        });
        Logits transformed = TopK.of(2).of(pending, null);
        assertEquals(0, reads[0]);
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, 2, 1}, transformed.values());
        transformed.values();
        assertEquals(1, reads[0]);
        assertArrayEquals(new double[] {0, 2, 1}, pending.values(), "the transform must not change its input");
    }

    /// Truncations and temperature do not care whether scores are normalised.
    @Property(tries = 400)
    void ofADistributionIsOfItsLogits(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0.1, max = 1) @Scale(6) double x) {
        Logits logits = new Logits(Samples.vocabulary(scores.length), scores);
        Dist dist = logits.softmax();
        double[] before = dist.probabilities().clone();
        for (Transform transform : new Transform[] {Temper.of(x), TopK.of(1 + (int) (10 * x)), MinP.of(x * 0.7)}) {
            assertArrayEquals(transform.of(logits, null).softmax().probabilities(),
                    transform.of(dist, null).probabilities(), 1e-9, transform.describe());
        }
        assertArrayEquals(before, dist.probabilities());
    }

    @Test
    void theResultIsNormalised() {
        Vocabulary vocabulary = Samples.vocabulary(3);
        Dist dist = Dist.ofWeights(vocabulary, new double[] {1, 2, 1});
        assertArrayEquals(new double[] {1 / 3.0, 2 / 3.0, 0}, TopK.of(2).of(dist, null).probabilities(), 1e-12);
    }

    @Test
    void excludingEveryTokenIsAnErrorAtTheDistribution() {
        Vocabulary vocabulary = Samples.vocabulary(1);
        LogitBias ban = LogitBias.of(Map.of(vocabulary.token(0), Double.NEGATIVE_INFINITY));
        Logits banned = ban.of(new Logits(vocabulary, new double[] {1}), null);
        assertThrows(DecantException.class, banned::softmax);
        assertThrows(DecantException.class, () -> ban.of(Dist.certain(vocabulary.token(0)), null));
    }
}
