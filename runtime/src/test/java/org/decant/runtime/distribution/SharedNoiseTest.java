package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// The closed form against noise that is drawn, and against what has to come out whatever the distributions.
class SharedNoiseTest {
    private static final long SEED = 20260101;
    private static final int DRAWS = 200_000;

    /// Some of the tokens are impossible, never all of them.
    private static Dist random(Random random, Vocabulary vocabulary) {
        double[] weights = new double[vocabulary.size()];
        for (int id = 0; id < weights.length; id++) {
            weights[id] = random.nextInt(4) == 0 ? 0 : random.nextDouble() * random.nextDouble();
        }
        weights[random.nextInt(weights.length)] += 0.1;
        return Dist.ofWeights(vocabulary, weights);
    }

    @Test
    void onAverageTheSecondTokenIsOfTheSecondDistribution() {
        Random random = new Random(SEED);
        for (int round = 0; round < 400; round++) {
            Vocabulary vocabulary = Samples.vocabulary(2 + random.nextInt(6));
            Dist p = random(random, vocabulary);
            Dist q = random(random, vocabulary);
            double[] mean = new double[vocabulary.size()];
            for (int i = 0; i < mean.length; i++) {
                if (p.probability(vocabulary.token(i)) > 0) {
                    double[] given = SharedNoise.given(p, vocabulary.token(i), q).probabilities();
                    for (int j = 0; j < mean.length; j++) {
                        mean[j] += p.probability(vocabulary.token(i)) * given[j];
                    }
                }
            }
            assertArrayEquals(q.probabilities(), mean, 1e-9, "round " + round);
        }
    }

    @Test
    void theSameDistributionGivesTheSameToken() {
        Random random = new Random(SEED + 1);
        Vocabulary vocabulary = Samples.vocabulary(5);
        Dist p = random(random, vocabulary);
        for (int i = 0; i < 5; i++) {
            if (p.probability(vocabulary.token(i)) > 0) {
                assertEquals(1, SharedNoise.given(p, vocabulary.token(i), p).probability(vocabulary.token(i)), 1e-12);
            }
        }
    }

    @Test
    void itIsWhatDrawnNoiseGives() {
        Random random = new Random(SEED + 2);
        for (int round = 0; round < 6; round++) {
            int size = 2 + round % 4;
            Vocabulary vocabulary = Samples.vocabulary(size);
            double[] p = random(random, vocabulary).probabilities();
            double[] q = random(random, vocabulary).probabilities();
            int[][] together = new int[size][size];
            int[] first = new int[size];
            for (int draw = 0; draw < DRAWS; draw++) {
                int i = -1;
                int j = -1;
                double mostOfP = Double.NEGATIVE_INFINITY;
                double mostOfQ = Double.NEGATIVE_INFINITY;
                for (int id = 0; id < size; id++) {
                    double noise = -Math.log(-Math.log(random.nextDouble()));
                    if (Math.log(p[id]) + noise > mostOfP) {
                        mostOfP = Math.log(p[id]) + noise;
                        i = id;
                    }
                    if (Math.log(q[id]) + noise > mostOfQ) {
                        mostOfQ = Math.log(q[id]) + noise;
                        j = id;
                    }
                }
                first[i]++;
                together[i][j]++;
            }
            for (int i = 0; i < size; i++) {
                if (first[i] > 1000) {
                    double[] given = SharedNoise.given(Dist.ofWeights(vocabulary, p), vocabulary.token(i),
                            Dist.ofWeights(vocabulary, q)).probabilities();
                    for (int j = 0; j < size; j++) {
                        double share = together[i][j] / (double) first[i];
                        double deviation = Math.sqrt(given[j] * (1 - given[j]) / first[i]);
                        assertTrue(Math.abs(share - given[j]) <= 5 * deviation + 1e-9,
                                "round " + round + ", " + i + " then " + j + ": " + share + " of the draws, " + given[j]);
                    }
                }
            }
        }
    }
}
