package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Simonds, 2025: the mean entropy of the last distributions says which model writes next.
class EntropyAdaptiveTest {

    @Test
    void theMeanEntropyDecidesWhoWrites() {
        Random random = new Random(Library.seed("entropy_adaptive"));
        for (int round = 0; round < 40; round++) {
            Vocabulary letters = Library.letters(3);
            TableModel target = Library.table(random, letters, 1, round);
            TableModel drafter = Library.table(random, letters, 2, random.nextInt(6));
            double threshold = 1.5 * random.nextDouble();
            int window = 1 + random.nextInt(3);
            int dwell = 1 + random.nextInt(2);
            int horizon = 2 + random.nextInt(4);
            Context start = Oracle.start(target, "a");
            Oracle.assertSameDistribution(
                    Oracle.outputs(start, horizon, context -> Oracle.probabilities(
                            large(target, drafter, start, context, threshold, window, dwell) ? target : drafter, context)),
                    Library.distribution("entropy_adaptive", Map.of("target", target, "drafter", drafter, "threshold",
                            threshold, "window", window, "dwell", dwell, "temperature", 1.0), "a", horizon),
                    "round " + round + ", " + target.name() + ", " + drafter.name() + ", threshold " + threshold);
        }
    }

    /// Who writes after `context`, replayed from the start: the entropies up to the token before decide.
    private static boolean large(TableModel target, TableModel drafter, Context start, Context context, double threshold,
                                 int window, int dwell) {
        boolean large = false;
        int since = 0;
        List<Double> bits = new ArrayList<>();
        for (int length = start.length(); length < context.length(); length++) {
            double entropy = 0;
            for (double p : Oracle.probabilities(large ? target : drafter, context.prefix(length))) {
                entropy -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
            }
            bits.add(entropy);
            double mean = bits.subList(Math.max(0, bits.size() - window), bits.size()).stream().mapToDouble(b -> b).average()
                    .orElseThrow();
            since++;
            if (since >= dwell && large != mean > threshold) {
                large = !large;
                since = 0;
            }
        }
        return large;
    }

    /// The paper's claim: most of the large model's quality at a part of its passes.
    @Test
    void theLargeModelWritesWhereTheSmallOneIsUnsure() {
        List<Trained.Item> items = Trained.items("translation", 6);
        double small = score(items, Trained.DRAFTER);
        double large = score(items, Trained.TARGET);
        long[] passes = new long[2];
        double adaptive = Trained.mean(items, item -> {
            RunResult result = Library.run("entropy_adaptive", Map.of("target", Trained.TARGET, "drafter", Trained.DRAFTER,
                    "threshold", 0.1, "window", 1, "dwell", 1), item.prompt(), 48, 0);
            result.models().forEach(cost -> passes[cost.model().equals(Trained.TARGET.name()) ? 0 : 1] += cost.passes());
            return item.score(result.text());
        });
        System.out.printf("entropy_adaptive: translations' chrF %.2f, of the large model %.2f, of the small one %.2f; the large one has %d of "
                + "%d passes%n", adaptive, large, small, passes[0], passes[0] + passes[1]);
        assertTrue(adaptive - small >= 0.5 * (large - small), adaptive + " between " + small + " and " + large);
        assertTrue(passes[0] * 2 < passes[0] + passes[1], passes[0] + " passes and " + passes[1]);
    }

    private static double score(List<Trained.Item> items, ForwardModel model) {
        return Trained.mean(items, item -> item.score(Library.run("greedy", Map.of("target", model), item.prompt(), 48, 0).text()));
    }
}
