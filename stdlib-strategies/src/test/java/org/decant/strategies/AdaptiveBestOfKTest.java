package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Damani et al., 2025: the samples go where they raise the sum of 1 - (1 - chance)^samples most.
class AdaptiveBestOfKTest {
    /// `a` answers a query well; how likely it is depends on the query's letter.
    private static final double[] CHANCES = {0.95, 0.5, 0.2, 0.02};
    private static final List<String> QUERIES = List.of("a", "b", "c", "d");
    private static final Vocabulary LETTERS = Library.letters(5);
    private static final TableModel TARGET = TableModel.of("able", LETTERS, 1, tokens -> {
        double chance = CHANCES[Math.min(3, tokens.getLast().id())];
        return new double[] {chance, 1 - chance, 0, 0, 0};
    });

    private static double chance(Context query) {
        return CHANCES[query.last().id()];
    }

    private static final ToDoubleFunction<Context> GOOD = answer -> answer.last().id() == 0 ? 1 : 0;

    private static Map<String, Object> arguments(int budget) {
        return new HashMap<>(Map.of("target", TARGET, "queries", QUERIES, "budget", budget, "reward",
                new ControlledTest.Scorer(GOOD), "success", new ControlledTest.Scorer(AdaptiveBestOfKTest::chance)));
    }

    private static int samples(Object answer) {
        return (int) (long) (Long) ((RecordValue) answer).values()[1];
    }

    private static double reward(Object answer) {
        return (Double) ((RecordValue) answer).values()[2];
    }

    @Test
    void noOtherAllocationSolvesMore() {
        for (int budget = 1; budget <= 6; budget++) {
            List<?> answers = (List<?>) Library.run("adaptive_best_of_k", arguments(budget), "", 1, budget).value();
            int total = 4 * budget;
            int[] given = answers.stream().mapToInt(AdaptiveBestOfKTest::samples).toArray();
            assertEquals(total, IntStream.of(given).sum());
            double best = 0;
            for (int a = 1; a <= total; a++) {
                for (int b = 1; b <= total; b++) {
                    for (int c = 1; c <= total && a + b + c < total; c++) {
                        best = Math.max(best, solved(a, b, c, total - a - b - c));
                    }
                }
            }
            assertEquals(best, solved(given), 1e-12, () -> List.of(given).toString());
        }
    }

    private static double solved(int... samples) {
        return IntStream.range(0, 4).mapToDouble(i -> 1 - Math.pow(1 - CHANCES[i], samples[i])).sum();
    }

    /// By the order statistics of independent draws.
    @Test
    void theBestSampleIsWritten() {
        Random random = new Random(Library.seed("adaptive_best_of_k"));
        for (int round = 0; round < 20; round++) {
            TableModel target = Library.table(random, Library.letters(3), 1, round);
            int k = 1 + random.nextInt(3);
            int horizon = 1 + random.nextInt(2);
            long key = round;
            ToDoubleFunction<Context> reward = context -> new SplittableRandom(
                    31 * key + context.tokens().stream().map(Token::id).toList().hashCode()).nextDouble();
            Map<List<Token>, Double> one = Oracle.ancestral(target, "ab", horizon);
            Map<List<Token>, Double> expected = new HashMap<>();
            one.forEach((tokens, p) -> {
                double below = 0;
                double upTo = 0;
                for (Map.Entry<List<Token>, Double> other : one.entrySet()) {
                    int order = Double.compare(value(target, reward, other.getKey()), value(target, reward, tokens));
                    below += order < 0 ? other.getValue() : 0;
                    upTo += order <= 0 ? other.getValue() : 0;
                }
                expected.put(tokens, p / (upTo - below) * (Math.pow(upTo, k) - Math.pow(below, k)));
            });
            Oracle.assertSameDistribution(expected, Library.distribution("adaptive_best_of_k", Map.of("target", target, "queries",
                    List.of("b"), "budget", k, "reward", new ControlledTest.Scorer(reward)), "a", horizon),
                    "round " + round + ", " + target.name() + ", k " + k);
        }
    }

    private static double value(TableModel target, ToDoubleFunction<Context> reward, List<Token> tokens) {
        return reward.applyAsDouble(Oracle.start(target, "ab").plus(tokens));
    }

    @Test
    void theEasiestQueriesAreLeftToTheCheapModel() {
        TableModel cheap = TableModel.of("cheap", LETTERS, 0, _ -> new double[] {0, 1, 0, 0, 0});
        Map<String, Object> arguments = arguments(3);
        arguments.put("cheap", cheap);
        List<?> answers = (List<?>) Library.run("adaptive_best_of_k", arguments, "", 1, 1).value();
        assertEquals(List.of(1, 1), answers.stream().limit(2).map(AdaptiveBestOfKTest::samples).toList());
        assertEquals(12, answers.stream().mapToInt(AdaptiveBestOfKTest::samples).sum());
        answers.stream().limit(2).forEach(answer -> assertEquals(List.of(LETTERS.token(1)), ((RecordValue) answer).values()[0]));
    }

    /// The paper's claim: at the same number of samples, more queries are answered well than with the same number for each.
    @Test
    void moreQueriesAreAnsweredWell() {
        long seed = Library.seed("adaptive_best_of_k, effect");
        int runs = 400;
        double adaptive = 0;
        double uniform = 0;
        long passes = 0;
        for (int run = 0; run < runs; run++) {
            RunResult result = Library.run("adaptive_best_of_k", arguments(3), "", 1, seed + run);
            adaptive += ((List<?>) result.value()).stream().mapToDouble(AdaptiveBestOfKTest::reward).sum() / runs;
            passes += result.models().stream().mapToLong(ModelCost::passes).sum();
            Map<String, Object> arguments = arguments(3);
            for (String query : QUERIES) {
                arguments.put("queries", List.of(query));
                uniform += ((List<?>) Library.run("adaptive_best_of_k", arguments, "", 1, seed + run).value()).stream()
                        .mapToDouble(AdaptiveBestOfKTest::reward).sum() / runs;
            }
        }
        System.out.printf("adaptive_best_of_k: %.2f of 4 queries answered well with 12 samples, %.2f with 3 for each; %.1f passes%n",
                adaptive, uniform, (double) passes / runs);
        assertTrue(adaptive > uniform + 0.03, adaptive + " " + uniform);
    }

    /// The same of the trained model: it copies without mistakes, but corrects some passages only at times. How often, of each kind, is
    /// what is predicted.
    @Test
    void samplesGoToTheCorrections() {
        long seed = Library.seed("adaptive_best_of_k, corrections");
        List<Trained.Item> items = new ArrayList<>(Trained.items("correction", 8));
        items.addAll(Trained.items("arithmetic", 8));
        ToDoubleFunction<Context> reward = answer -> items.stream().filter(item -> answer.text().startsWith(item.prompt()))
                .mapToDouble(item -> item.score(answer.text().substring(item.prompt().length()))).sum();
        ToDoubleFunction<Context> known = query -> query.text().startsWith("Text") ? 0.5 : 0.99;
        double adaptive = rewards(items, reward, known, seed);
        double uniform = rewards(items, reward, _ -> 0.5, seed);
        System.out.printf("adaptive_best_of_k: mean score %.3f with 3 samples where they are needed, %.3f with 3 for each%n", adaptive,
                uniform);
        assertTrue(adaptive > uniform, adaptive + " " + uniform);
    }

    private static double rewards(List<Trained.Item> items, ToDoubleFunction<Context> reward, ToDoubleFunction<Context> success, long seed) {
        RunResult result = Library.run("adaptive_best_of_k", Map.of("target", Trained.TARGET, "queries",
                items.stream().map(Trained.Item::prompt).toList(), "budget", 3, "reward", new ControlledTest.Scorer(reward), "success",
                new ControlledTest.Scorer(success)), "", 36, seed);
        return ((List<?>) result.value()).stream().mapToDouble(AdaptiveBestOfKTest::reward).average().orElseThrow();
    }
}
