package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Lu et al., 2021 and 2022: a wide beam finds the best output that meets the clauses; looking ahead finds them in narrow ones.
class NeurologicAstarTest {
    private static final List<List<List<String>>> FORMULAS = List.of(List.of(), List.of(List.of("b")), List.of(List.of("ab", "c")),
            List.of(List.of("!a")), List.of(List.of("!a", "b"), List.of("c")), List.of(List.of("b"), List.of("!bb")),
            List.of(List.of("!c"), List.of("!b"), List.of("aa")));

    @Test
    void aWideBeamFindsTheBestOutputThatMeetsTheClauses() {
        Random random = new Random(Library.seed("neurologic_astar"));
        TableShape[] shapes = {TableShape.VARIED, TableShape.FLAT, TableShape.PEAKED};
        for (int round = 0; round < 42; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, shapes[round % 3]);
            List<List<String>> clauses = FORMULAS.get(round % FORMULAS.size());
            int horizon = 1 + random.nextInt(4);
            Map<List<Token>, Double> outputs = Oracle.ancestral(target, "a", horizon);
            outputs.keySet().removeIf(tokens -> hopeless(text(tokens), clauses)
                    || tokens.getLast().isEnd() && met(text(tokens), clauses) < clauses.size());
            double best = outputs.entrySet().stream().mapToDouble(output -> quality(output, clauses)).max().orElse(-100);
            RunResult result = Library.run("neurologic_astar", Map.of("target", target, "clauses", clauses, "width", 400,
                    "candidates", 4, "tolerance", 10, "ahead", 0), "a", horizon, round);
            double found = outputs.entrySet().stream().filter(output -> output.getKey().equals(result.tokens()))
                    .mapToDouble(output -> quality(output, clauses)).findFirst().orElse(-100);
            assertEquals(best, found, 1e-9, "round " + round + ", " + clauses + ": " + result.tokens());
        }
    }

    /// More clauses first, then the mean log-probability.
    private static double quality(Map.Entry<List<Token>, Double> output, List<List<String>> clauses) {
        return 1e6 * met(text(output.getKey()), clauses) + Math.log(output.getValue()) / output.getKey().size();
    }

    private static int met(String text, List<List<String>> clauses) {
        return (int) clauses.stream().filter(clause -> clause.stream().anyMatch(literal ->
                literal.startsWith("!") ? !text.contains(literal.substring(1)) : text.contains(literal))).count();
    }

    /// Whether a clause of nothing but what must not be is broken.
    private static boolean hopeless(String text, List<List<String>> clauses) {
        return clauses.stream().anyMatch(clause -> clause.stream().allMatch(literal ->
                literal.startsWith("!") && text.contains(literal.substring(1))));
    }

    private static String text(List<Token> tokens) {
        return String.join("", tokens.stream().filter(token -> !token.isEnd()).map(Token::text).toList());
    }

    @Test
    void theEstimateIsTheBestMeanLogProbabilityOfWhatIsMissing() {
        Random random = new Random(Library.seed("neurologic_astar, estimate"));
        for (int round = 0; round < 40; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            int ahead = 1 + random.nextInt(4);
            int paths = 1 + random.nextInt(3);
            String lookahead = round % 2 == 0 ? "greedy" : "beam";
            List<Context> live = new ArrayList<>(List.of(Oracle.start(target, "ab")));
            double best = Double.NEGATIVE_INFINITY;
            for (int place = 0; place < ahead; place++) {
                for (Context at : live) {
                    best = Math.max(best, Math.max(likelihood(target, at, "b"), likelihood(target, at, "ca")));
                }
                List<Context> grown = new ArrayList<>();
                live.forEach(at -> target.vocabulary().encode("abc").forEach(token -> grown.add(at.plus(token))));
                live.forEach(at -> grown.add(at.plus(target.vocabulary().token(3))));
                grown.sort((a, b) -> Double.compare(score(target, b), score(target, a)));
                live = new ArrayList<>(grown.subList(0, Math.min(lookahead.equals("greedy") ? 1 : paths, grown.size())));
                live.removeIf(Context::ended);
            }
            Object estimate = Library.runScript("""
                    import neurologic_astar
                    strategy estimate(target: Model, lookahead: Text, ahead: Int, paths: Int) -> Float {
                      return hope(target, Guided(output, 0.0, [false, true]), [["b", "!c", "ca"], ["c"]], lookahead, ahead, paths)
                    }
                    """, Map.of("target", target, "lookahead", lookahead, "ahead", ahead, "paths", paths), "ab", 5).value();
            assertEquals(best, (Double) estimate, 1e-9, "round " + round + ", " + lookahead + " " + ahead + ", " + paths);
        }
    }

    private static double likelihood(TableModel target, Context context, String text) {
        Context end = context.plus(target.vocabulary().encode(text));
        return (score(target, end) - score(target, context)) / text.length();
    }

    /// The log-probability of all tokens after the prompt, which has two.
    private static double score(TableModel target, Context context) {
        double sum = 0;
        for (Context at = context; at.length() > 2; at = at.parent()) {
            sum += Math.log(Oracle.probabilities(target, at.parent())[at.last().id()]);
        }
        return sum;
    }

    @Test
    void lookingAheadMeetsMoreClauses() {
        ForwardModel words = Library.words();
        List<List<String>> clauses = List.of(List.of(" river", " rivers", " lake"), List.of(" king", " queen"), List.of("! the"),
                List.of(" old"));
        int[] met = new int[2];
        for (int ahead : new int[] {0, 3}) {
            for (String prompt : List.of("Once there was a", "They went to a")) {
                RunResult result = Library.run("neurologic_astar", Map.of("target", words, "clauses", clauses, "width", 4, "ahead",
                        ahead), prompt, 12, 0);
                met[ahead == 0 ? 0 : 1] += met(result.text(), clauses);
                assertFalse(result.text().contains(" the"), result.text());
            }
        }
        String figures = met[1] + " of 8 clauses met with a look ahead, " + met[0] + " without";
        System.out.println("neurologic_astar: " + figures);
        assertTrue(met[1] > met[0], figures);
    }
}
