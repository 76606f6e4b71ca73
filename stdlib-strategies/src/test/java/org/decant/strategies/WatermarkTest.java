package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.random.KeyedNumbers;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Kuditipudi et al., 2023: with a key, each token is fixed by the key's numbers; over keys the output is the model's.
class WatermarkTest {
    private static final String[] METHODS = {"exponential", "inverse"};

    @Test
    void withAKeyTheOutputIsOneForEachPlaceOfTheKeySequence() {
        Random random = new Random(Library.seed("watermark"));
        for (int round = 0; round < 24; round++) {
            TableModel target = Library.table(random, Library.letters(3 + random.nextInt(3)), 2, round);
            long key = random.nextInt(1_000_000);
            int length = 1 + random.nextInt(6);
            int horizon = 1 + random.nextInt(6);
            for (String method : METHODS) {
                Map<List<Token>, Double> expected = new HashMap<>();
                for (int start = 0; start < length; start++) {
                    expected.merge(written(target, key, start, length, horizon, method), 1.0 / length, Double::sum);
                }
                Oracle.assertSameDistribution(expected,
                        Library.distribution("watermark",
                                Map.of("target", target, "key", key, "length", length, "method", method), "a", horizon),
                        "round " + round + ", " + target.name() + ", " + method + ", key " + key);
            }
        }
    }

    private static List<Token> written(TableModel target, long key, int start, int length, int horizon, String method) {
        List<Token> written = new ArrayList<>();
        Context context = Oracle.start(target, "a");
        for (int i = 0; i < horizon && !context.ended(); i++) {
            double[] p = Oracle.probabilities(target, context);
            int position = (start + i) % length;
            int id = method.equals("inverse") ? inverse(p, key, position) : exponential(p, key, position);
            written.add(target.vocabulary().token(id));
            context = context.plus(written.getLast());
        }
        return written;
    }

    /// The token of the largest u^(1/p), compared by its logarithm.
    private static int exponential(double[] p, long key, int position) {
        int best = -1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int id = 0; id < p.length; id++) {
            double value = Math.log(KeyedNumbers.uniform(key, position, id)) / p[id];
            if (p[id] > 0 && value > largest) {
                best = id;
                largest = value;
            }
        }
        return best;
    }

    /// The token in whose stretch of [0, 1) the key's number lies, stretches being laid out in the key's order.
    private static int inverse(double[] p, long key, int position) {
        List<Integer> order = new ArrayList<>();
        for (int id = 0; id < p.length; id++) {
            order.add(id);
        }
        order.sort(Comparator.comparingDouble(id -> KeyedNumbers.uniform(key, -1, id)));
        double left = KeyedNumbers.uniform(key, position, 0);
        for (int id : order) {
            left -= p[id];
            if (left < 0) {
                return id;
            }
        }
        throw new AssertionError("the probabilities sum to less than 1");
    }

    @Test
    void overKeysTheOutputHasTheModelsDistribution() {
        long seed = Library.seed("watermark, over keys");
        TableModel target = TableModel.random(new Random(seed), Library.letters(3), 1, TableShape.VARIED);
        int runs = 3000;
        for (String method : METHODS) {
            Map<List<Token>, Double> frequencies = new HashMap<>();
            for (int key = 0; key < runs; key++) {
                frequencies.merge(List.copyOf(Library.run("watermark",
                        Map.of("target", target, "key", key, "length", 16, "method", method), "a", 2, seed + key).tokens()),
                        1.0 / runs, Double::sum);
            }
            double distance = Oracle.totalVariation(Oracle.ancestral(target, "a", 2), frequencies);
            // Of 7 outcomes drawn 3000 times the distance is about 0.02, and above 0.06 once in far more than 10^6 times.
            assertTrue(distance < 0.06, method + ": " + distance);
        }
    }
}
