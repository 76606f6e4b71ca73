package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class KernelsTest {

    @Property(tries = 400)
    void logSumExpIsTheLogOfTheSum(@ForAll double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        assertEquals(Math.log(sum), Kernels.logSumExp(scores), 1e-12);
        assertEquals(Samples.entropyOf(Samples.probabilities(scores)),
                Kernels.entropy(scores, Kernels.logSumExp(scores)), 1e-9);
    }

    @Test
    void largeScoresDoNotOverflow() {
        assertEquals(1e6 + Math.log(2), Kernels.logSumExp(new double[] {1e6, 1e6}), 1e-9);
        assertEquals(-1e6, Kernels.logSumExp(new double[] {-1e6, Double.NEGATIVE_INFINITY}), 1e-9);
        assertEquals(1e6 + Math.log(2), Kernels.logAdd(1e6, 1e6), 1e-9);
        assertEquals(Double.NEGATIVE_INFINITY, Kernels.logAdd(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    @Test
    void cosine() {
        assertEquals(1, Kernels.cosine(new double[] {1, 2}, new double[] {2, 4}), 1e-15);
        assertEquals(-1, Kernels.cosine(new double[] {3, 0}, new double[] {-1, 0}), 1e-15);
        assertEquals(Math.sqrt(0.5), Kernels.cosine(new double[] {1, 1}, new double[] {0, 5}), 1e-15);
        assertEquals(0, Kernels.cosine(new double[] {0, 0}, new double[] {0, 5}));
    }
}
