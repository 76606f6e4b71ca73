package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.vocabulary.Token;
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

    /// Who writes after `context`, replayed from the start.
    private static boolean large(TableModel target, TableModel drafter, Context start, Context context, double threshold,
                                 int window, int dwell) {
        boolean large = false;
        int since = 0;
        List<Double> bits = new ArrayList<>();
        for (int length = start.length(); length <= context.length(); length++) {
            double entropy = 0;
            for (double p : Oracle.probabilities(large ? target : drafter, context.prefix(length))) {
                entropy -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
            }
            bits.add(entropy);
            double mean = bits.subList(Math.max(0, bits.size() - window), bits.size()).stream().mapToDouble(b -> b).average()
                    .orElseThrow();
            if (since >= dwell && large != mean > threshold) {
                large = !large;
                since = 0;
            }
            since++;
        }
        return large;
    }

    /// The paper's claim: most of the large model's output at a part of its passes.
    @Test
    void theLargeModelIsAskedWhereTheSmallOneIsUnsure() {
        long seed = Library.seed("entropy_adaptive, effect");
        int agreed = 0;
        int agreedAlone = 0;
        int tokens = 0;
        long passes = 0;
        for (int round = 0; round < 20; round++) {
            Vocabulary letters = Library.letters(12);
            TableModel target = TableModel.random(new Random(seed + round), letters, 3, TableShape.PEAKED);
            // The small model knows what the large one does after half of the letters, and nothing after the others.
            TableModel drafter = TableModel.of("small", letters, 3, context -> {
                double[] row = Oracle.probabilities(target, Context.root(letters).plus(context));
                return context.getLast().id() < 6 ? row : IntStream.range(0, 12).mapToDouble(_ -> 1 / 12.0).toArray();
            });
            RunResult adaptive = Library.run("entropy_adaptive",
                    Map.of("target", target, "drafter", drafter, "window", 1, "dwell", 1, "threshold", 2.0), "a", 40, seed);
            RunResult alone = Library.run("greedy", Map.of("target", drafter), "a", 40, seed);
            agreed += agreement(target, adaptive.tokens());
            agreedAlone += agreement(target, alone.tokens()) * adaptive.tokens().size() / alone.tokens().size();
            tokens += adaptive.tokens().size();
            passes += adaptive.models().stream().filter(cost -> cost.model().equals(target.name())).mapToLong(ModelCost::passes)
                    .sum();
        }
        System.out.printf("entropy_adaptive: %d%% of the tokens are the large model's choice (%d%% of the small model alone), "
                + "%d%% of the passes are its%n", 100 * agreed / tokens, 100 * agreedAlone / tokens, 100 * passes / tokens);
        assertTrue(agreed > agreedAlone && passes < tokens * 0.7, agreed + " " + agreedAlone + " " + passes + " " + tokens);
    }

    private static int agreement(TableModel target, List<Token> written) {
        Context at = Oracle.start(target, "a");
        int agreed = 0;
        for (Token token : written) {
            double[] p = Oracle.probabilities(target, at);
            int best = 0;
            for (int id = 1; id < p.length; id++) {
                best = p[id] > p[best] ? id : best;
            }
            agreed += best == token.id() ? 1 : 0;
            at = at.plus(token);
        }
        return agreed;
    }
}
