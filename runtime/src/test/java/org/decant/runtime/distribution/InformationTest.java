package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class InformationTest {

    @Property(tries = 400)
    void matchesTheFormulas(@ForAll double[] scores, @ForAll long seed) {
        Vocabulary vocabulary = Samples.vocabulary(scores.length);
        double[] others = new Random(seed).doubles(scores.length, -4, 4).toArray();
        double[] p = Samples.probabilities(scores);
        double[] q = Samples.probabilities(others);
        Dist distP = Dist.ofScores(vocabulary, scores.clone());
        Dist distQ = Dist.ofScores(vocabulary, others);
        double entropy = Samples.entropyOf(p);
        double cross = sum(p, id -> p[id] == 0 ? 0 : -p[id] * Math.log(q[id]));
        assertEquals(entropy, Information.entropy(distP), 1e-9);
        assertEquals(cross, Information.crossEntropy(distP, distQ), 1e-9);
        assertEquals(cross - entropy, Information.kl(distP, distQ), 1e-9);
        assertEquals(1 - sum(p, id -> Math.min(p[id], q[id])), Information.totalVariation(distP, distQ), 1e-9);
        double[] mean = IntStream.range(0, p.length).mapToDouble(id -> (p[id] + q[id]) / 2).toArray();
        double jensenShannon = Samples.entropyOf(mean) - (entropy + Samples.entropyOf(q)) / 2;
        assertEquals(jensenShannon, Information.jensenShannon(distP, distQ), 1e-9);
        assertEquals(0, Information.kl(distP, distP));
    }

    private static double sum(double[] p, java.util.function.IntToDoubleFunction term) {
        return IntStream.range(0, p.length).mapToDouble(term).sum();
    }

    @Test
    void tokensThatOneSideExcludes() {
        Vocabulary vocabulary = Samples.vocabulary(2);
        Dist both = Dist.ofWeights(vocabulary, new double[] {1, 1});
        Dist first = Dist.certain(vocabulary.token(0));
        Dist second = Dist.certain(vocabulary.token(1));
        assertEquals(Math.log(2), Information.kl(first, both), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, Information.kl(both, first));
        assertEquals(Double.POSITIVE_INFINITY, Information.crossEntropy(both, first));
        assertEquals(0, Information.entropy(first));
        assertEquals(1, Information.totalVariation(first, second));
        assertEquals(Math.log(2), Information.jensenShannon(first, second), 1e-12);
    }

    @Test
    void vocabulariesMustBeTheSame() {
        Dist one = Dist.certain(Samples.vocabulary(2).token(0));
        Dist other = Dist.certain(Samples.vocabulary(3).token(0));
        DecantException error = assertThrows(DecantException.class, () -> Information.kl(one, other));
        assertTrue(error.getMessage().contains("sample2") && error.getMessage().contains("sample3"));
        assertThrows(DecantException.class, () -> Information.totalVariation(one, other));
        assertThrows(DecantException.class, () -> Information.crossEntropy(one, other));
        assertThrows(DecantException.class, () -> Information.jensenShannon(one, other));
    }
}
