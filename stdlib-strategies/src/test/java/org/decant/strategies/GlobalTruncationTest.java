package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Kempton and Burrell, 2025: outputs in proportion to their probability under the model, among those that truncation leaves.
class GlobalTruncationTest {
    private static final String ALL = """
            import global_truncation
            import nucleus
            strategy drawn(target: Model) { run %s }
            """;

    @Test
    void outputsKeepTheirProportions() {
        Random random = new Random(Library.seed("global_truncation"));
        for (int round = 0; round < 40; round++) {
            TableModel target = Library.table(random, Library.letters(3 + random.nextInt(2)), 2, round);
            double p = round % 7 == 0 ? 1 : 0.3 + 0.6 * random.nextDouble();
            int horizon = 1 + random.nextInt(4);
            Oracle.assertSameDistribution(restricted(target, horizon, row -> Oracle.nucleus(row, p)),
                    Library.distribution("global_truncation", Map.of("target", target, "p", p), "a", horizon),
                    "round " + round + ", " + target.name() + ", p " + p + ", horizon " + horizon);
        }
    }

    /// The model's own outputs, without those that lead through a token which `truncation` cuts away.
    private static Map<List<Token>, Double> restricted(TableModel target, int horizon, UnaryOperator<double[]> truncation) {
        Context start = Oracle.start(target, "a");
        Map<List<Token>, Double> kept = new LinkedHashMap<>();
        Oracle.ancestral(target, "a", horizon).forEach((tokens, mass) -> {
            Context at = start;
            boolean possible = true;
            for (Token token : tokens) {
                possible &= truncation.apply(Oracle.probabilities(target, at))[token.id()] > 0;
                at = at.plus(token);
            }
            if (possible) {
                kept.put(tokens, mass);
            }
        });
        double sum = kept.values().stream().mapToDouble(Double::doubleValue).sum();
        kept.replaceAll((tokens, mass) -> mass / sum);
        return kept;
    }

    /// The paper's measure: how far truncation that is renormalised at every token is from the model's own proportions. For a
    /// temperature the proportions are those of p^(1 / temperature) of whole outputs.
    @Test
    void renormalisingEveryTokenDistorts() {
        long seed = Library.seed("global_truncation, effect");
        double[] distortion = new double[3];
        for (int round = 0; round < 10; round++) {
            TableModel target = TableModel.random(new Random(seed + round), Library.letters(5), 1, TableShape.VARIED);
            UnaryOperator<double[]> topK = row -> kept(row, 3);
            UnaryOperator<double[]> topP = row -> Oracle.nucleus(row, 0.7);
            distortion[0] += distance(target, topK, restricted(target, 5, topK)) / 10;
            distortion[1] += distance(target, topP, restricted(target, 5, topP)) / 10;
            Map<List<Token>, Double> tempered = Oracle.ancestral(target, "a", 5);
            double sum = tempered.values().stream().mapToDouble(mass -> mass * mass).sum();
            tempered.replaceAll((tokens, mass) -> mass * mass / sum);
            distortion[2] += distance(target, GlobalTruncationTest::squared, tempered) / 10;
        }
        System.out.printf("global_truncation: distortion by renormalising each of 5 tokens: top-k 3 %.2f, top-p 0.7 %.2f, "
                + "temperature 0.5 %.2f%n", distortion[0], distortion[1], distortion[2]);
        for (double each : distortion) {
            assertTrue(each > 0.02, "distortion " + each);
        }
    }

    private static double distance(TableModel target, UnaryOperator<double[]> rule, Map<List<Token>, Double> right) {
        return Oracle.totalVariation(right, Oracle.outputs(Oracle.start(target, "a"), 5,
                context -> Oracle.normalized(rule.apply(Oracle.probabilities(target, context)))));
    }

    private static double[] squared(double[] row) {
        for (int id = 0; id < row.length; id++) {
            row[id] *= row[id];
        }
        return row;
    }

    private static double[] kept(double[] row, int count) {
        List<Integer> order = new ArrayList<>();
        for (int id = 0; id < row.length; id++) {
            order.add(id);
        }
        order.sort(Comparator.comparingDouble(id -> -row[id]));
        order.subList(count, row.length).forEach(id -> row[id] = 0);
        return row;
    }

    /// The same of beginnings of texts under the trained model: what renormalising every token distorts, this does not. The model
    /// is cut to 6 tokens first, so that all it may write can be gone through.
    @Test
    void beginningsOfTextsKeepTheirProportions() {
        double[] distortion = new double[2];
        List<String> prompts = List.of("Story:", "Text:", "English:");
        for (String prompt : prompts) {
            Map<List<Token>, Double> right = Library.scriptDistribution(ALL.formatted("nucleus(target |> top_k(6), p: 1.0)"),
                    Map.of("target", Trained.TARGET), prompt, 3);
            Map<List<Token>, Double> local = Library.scriptDistribution(ALL.formatted("nucleus(target |> top_k(2), p: 1.0)"),
                    Map.of("target", Trained.TARGET), prompt, 3);
            Map<List<Token>, Double> global = Library.scriptDistribution(
                    ALL.formatted("global_truncation(target |> top_k(6), truncated: target |> top_k(2))"),
                    Map.of("target", Trained.TARGET), prompt, 3);
            right.keySet().retainAll(local.keySet());
            double sum = right.values().stream().mapToDouble(Double::doubleValue).sum();
            right.replaceAll((tokens, mass) -> mass / sum);
            distortion[0] += Oracle.totalVariation(right, global) / prompts.size();
            distortion[1] += Oracle.totalVariation(right, local) / prompts.size();
        }
        System.out.printf("global_truncation: distortion of texts' first 3 tokens by top-k 2: %.3f, renormalised token by token %.3f%n",
                distortion[0], distortion[1]);
        assertTrue(distortion[0] < 1e-6 && distortion[1] > 0.02, Arrays.toString(distortion));
    }
}
