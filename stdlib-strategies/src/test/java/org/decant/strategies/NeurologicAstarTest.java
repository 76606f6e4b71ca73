package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
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
        int rests = 0;
        Random random = new Random(Library.seed("neurologic_astar, estimate"));
        for (int round = 0; round < 40; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            int ahead = 1 + random.nextInt(4);
            int paths = 1 + random.nextInt(3);
            String lookahead = round % 2 == 0 ? "greedy" : "beam";
            String prompt = round % 3 == 0 ? "ab" : "ac";
            Context start = Oracle.start(target, prompt);
            List<Context> live = new ArrayList<>(List.of(start));
            // of `ca`, where `c` stands already
            double rest = round % 3 == 0 ? Double.NEGATIVE_INFINITY : likelihood(target, start, "a");
            double best = rest;
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
                    """, Map.of("target", target, "lookahead", lookahead, "ahead", ahead, "paths", paths), prompt, 5).value();
            rests += best == rest ? 1 : 0;
            assertEquals(best, (Double) estimate, 1e-9, "round " + round + ", " + lookahead + " " + ahead + ", " + paths);
        }
        assertTrue(rests > 5, "the rest of what is begun was the best in " + rests + " rounds");
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

    /// The paper's claim: narrow beams meet more clauses with a look ahead; here the small model's sentences, which are to have given
    /// words.
    @Test
    void lookingAheadMeetsMoreClauses() {
        List<Trained.Item> items = Trained.items("keywords", 8);
        int[] used = new int[2];
        int wanted = 0;
        for (Trained.Item item : items) {
            List<String> words = List.of(item.field("Words").split(", "));
            List<List<String>> clauses = words.stream().map(word -> List.of(" " + word)).toList();
            wanted += words.size();
            for (int ahead : new int[] {0, 3}) {
                String text = Library.run("neurologic_astar", Map.of("target", Trained.BYTES, "clauses", clauses, "width", 1,
                        "candidates", 8, "ahead", ahead), item.prompt(), 12, 0).text();
                used[ahead == 0 ? 0 : 1] += met(text, clauses);
            }
        }
        String figures = used[1] + " of " + wanted + " clauses met with a look ahead, " + used[0] + " without";
        System.out.println("neurologic_astar: " + figures);
        assertTrue(used[1] >= used[0] + 3, figures);
    }
}
