package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns of codebooks and orders of grids: exact distributions, by the steps as the papers draw them.
class GridTest {
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 2, false);

    /// The distribution of filling the places of each step independently, given all steps before.
    private static Map<List<Token>, Double> inSteps(TableModel model, Context start, int size, int[][] steps) {
        Map<List<Token>, Double> all = new HashMap<>();
        int[] ids = new int[size];
        Arrays.fill(ids, -1);
        step(model, start, ids, steps, 0, 0, null, 1, all);
        return all;
    }

    private static void step(TableModel model, Context start, int[] ids, int[][] steps, int step, int index,
                             Map<Integer, double[]> at, double mass, Map<List<Token>, Double> all) {
        if (step == steps.length) {
            all.merge(Canvases.tokens(model, ids), mass, Double::sum);
            return;
        }
        if (index == steps[step].length) {
            step(model, start, ids, steps, step + 1, 0, null, mass, all);
            return;
        }
        Map<Integer, double[]> holes = at != null ? at : Canvases.atHoles(model, start, ids);
        int place = steps[step][index];
        for (int id = 0; id < model.vocabulary().size(); id++) {
            int[] next = ids.clone();
            next[place] = id;
            step(model, start, next, steps, step, index + 1, holes, mass * holes.get(place)[id], all);
        }
    }

    private static int[][] steps(String text) {
        return Arrays.stream(text.split(" ")).map(step -> Arrays.stream(step.split("\\+"))
                .mapToInt(Integer::parseInt).toArray()).toArray(int[][]::new);
    }

    @ParameterizedTest
    @CsvSource({"flat,0 1 2 3 4 5", "parallel,0+1 2+3 4+5", "delay,0 1+2 3+4 5", "stack_delay,0+4 1+5 2 3"})
    void patternsAreThoseOfThePapers(String pattern, String expected) {
        Random random = new Random(Library.seed("codebooks"));
        for (int round = 0; round < 4; round++) {
            TableModel target = TableModel.random(random, LETTERS, 1 + random.nextInt(3), TableShape.VARIED);
            Map<List<Token>, Double> actual = Library.distribution("codebooks", Map.of("target", target, "books", 2,
                    "frames", 3, "pattern", pattern), "a", 6);
            Oracle.assertSameDistribution(inSteps(target, Oracle.start(target, "a"), 6, steps(expected)), actual, pattern);
            if (pattern.equals("flat")) {
                Oracle.assertSameDistribution(Oracle.ancestral(target, "a", 6), actual, "flat is the model itself");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"raster,0 1 2 3 4 5", "zipar,0 1 2+3 4 5", "neighbours,0 1+3 2+4 5", "regions,0 3 1+4 2+5"})
    void ordersAreThoseOfThePapers(String order, String expected) {
        Random random = new Random(Library.seed("image_parallel"));
        for (int round = 0; round < 4; round++) {
            TableModel target = TableModel.random(random, LETTERS, 1 + random.nextInt(3), TableShape.VARIED);
            Map<List<Token>, Double> actual = Library.distribution("image_parallel", Map.of("target", target, "rows", 2,
                    "columns", 3, "order", order), "a", 6);
            Oracle.assertSameDistribution(inSteps(target, Oracle.start(target, "a"), 6, steps(expected)), actual, order);
        }
    }

    private static long passes(String strategy, Map<String, ?> settings) {
        TableModel target = TableModel.random(new Random(7), LETTERS, 2, TableShape.VARIED);
        Map<String, Object> arguments = new HashMap<>(settings);
        arguments.put("target", target);
        return Library.run(strategy, arguments, "a", 64, 3).models().getFirst().passes();
    }

    @Test
    void sideBySideTakesFewerPasses() {
        StringBuilder line = new StringBuilder("codebooks, 16 frames of 4 tokens, passes:");
        long[] expected = {64, 16, 19, 16};
        int i = 0;
        for (String pattern : List.of("flat", "parallel", "delay", "stack_delay")) {
            long taken = passes("codebooks", Map.of("pattern", pattern));
            line.append(' ').append(pattern).append(' ').append(taken);
            assertEquals(expected[i++], taken, pattern);
        }
        line.append("; image_parallel, 8 x 8:");
        i = 0;
        expected = new long[] {64, 22, 15, 33};
        for (String order : List.of("raster", "zipar", "neighbours", "regions")) {
            long taken = passes("image_parallel", Map.of("order", order));
            line.append(' ').append(order).append(' ').append(taken);
            assertEquals(expected[i++], taken, order);
        }
        System.out.println(line);
    }

    /// DetailFlow's purpose: what was drawn side by side and does not fit together is drawn anew.
    @Test
    void correctionMakesGridsLikelier() {
        TableModel target = TableModel.of("turns", LETTERS, 1, tokens -> tokens.isEmpty() || tokens.getLast().id() == 1
                ? new double[] {0.95, 0.05} : new double[] {0.05, 0.95});
        double[] likely = new double[2];
        for (int seed = 0; seed < 30; seed++) {
            for (int correct = 0; correct < 2; correct++) {
                RunResult result = Library.run("image_parallel", Map.of("target", target, "rows", 4, "columns", 6,
                        "order", "neighbours", "correct", 0.3 * correct), "a", 24, seed);
                Context at = Oracle.start(target, "a");
                for (Token token : result.tokens()) {
                    likely[correct] += Math.log(Oracle.probabilities(target, at)[token.id()]) / 30;
                    at = at.plus(token);
                }
            }
        }
        System.out.printf("image_parallel: log-probability of a grid %.2f, with correction %.2f%n", likely[0], likely[1]);
        assertTrue(likely[1] > likely[0] + 0.5, likely[0] + " " + likely[1]);
    }

    /// How well the tokens of what was drawn fit together: the mean log-probability of each, given all others.
    private static double fit(List<Token> tokens) {
        LoadedStrategy fit = Library.script("""
                strategy fit(target: MaskedModel, drawn: List<Int>) -> Float {
                  let whole = output.canvas(0) + drawn.map { id -> target.token(id) }
                  let places = 0 .. whole.size
                  return mean(places.map { place -> softmax(target(whole.clear([place]))[place]).log_probability(whole.tokens[place]) })
                }
                """);
        return (Double) Library.run(fit, Map.of("target", BuiltinDrafts.MASKED, "drawn", tokens.stream().map(token ->
                (long) token.id()).toList()), "", 1, 0).value();
    }

    private static double fit(String strategy, Map<String, ?> arguments, long seed) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("target", BuiltinDrafts.MASKED);
        double sum = 0;
        for (int run = 0; run < 5; run++) {
            sum += fit(Library.run(strategy, all, "", 24, seed + run).tokens()) / 5;
        }
        return sum;
    }

    /// What is drawn side by side does not see each other: the papers' orders leave room between.
    @Test
    void ordersThatLeaveRoomFitTogether() {
        long seed = Library.seed("codebooks, image_parallel");
        double delayed = fit("codebooks", Map.of("frames", 6), seed);
        double parallel = fit("codebooks", Map.of("frames", 6, "pattern", "parallel"), seed);
        double neighbours = fit("image_parallel", Map.of("rows", 4, "columns", 6, "order", "neighbours"), seed);
        double raster = fit("image_parallel", Map.of("rows", 4, "columns", 6, "order", "raster"), seed);
        System.out.printf("codebooks: tokens of builtin:masked have %.2f nats given all others with delay in 9 passes, %.2f in"
                + " parallel in 6; image_parallel: %.2f by neighbours in 9, %.2f one after another in 24%n", delayed, parallel,
                neighbours, raster);
        assertTrue(delayed > parallel + 0.3, delayed + " " + parallel);
        assertTrue(neighbours > parallel + 0.3, neighbours + " " + parallel);
    }
}
