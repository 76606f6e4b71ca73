package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.metric.EditDistance;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Ravfogel et al., 2025; Oberst and Sontag, 2019: the same Gumbel noise for both texts, given what was observed.
class CounterfactualTest {

    /// Without an intervention, what is given comes again.
    @Test
    void theSamePromptGivesTheSameText() {
        Random random = new Random(Library.seed("counterfactual, same"));
        for (int round = 0; round < 20; round++) {
            TableModel target = Library.table(random, Library.letters(4), 2, round);
            List<Token> observed = Library.run("counterfactual", Map.of("target", target), "a", 6, round).tokens();
            RunResult again = Library.run("counterfactual",
                    Map.of("target", target, "factual", "a", "observed", text(observed)), "a", 6, 1000 + round);
            assertEquals(again.value(), again.tokens());
            assertTrue(text(again.tokens()).startsWith(text(observed)), again.tokens() + " after " + observed);
        }
    }

    /// Of a first token that is known, what another prompt would have given: against noise that is drawn and thrown away where it
    /// does not give the known token. Both what is enumerated and what is drawn are held against it.
    @Test
    void noiseIsDrawnGivenWhatWasObserved() {
        long seed = Library.seed("counterfactual, posterior");
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            TableModel target = Library.table(random, Library.letters(4), 1, round);
            double[] p = Oracle.probabilities(target, Oracle.start(target, "a"));
            double[] q = Oracle.probabilities(target, Oracle.start(target, "b"));
            int observed = p[1] > 0 ? 1 : p[0] > 0 ? 0 : 2;
            if (p[observed] < 0.02) {
                continue;
            }
            double[] expected = new double[4];
            int kept = 0;
            for (int draw = 0; draw < 200_000; draw++) {
                double[] clock = random.doubles(4).map(u -> -Math.log(1 - u)).toArray();
                if (first(clock, p) == observed) {
                    expected[first(clock, q)]++;
                    kept++;
                }
            }
            Map<String, Object> arguments = Map.of("target", target, "factual", "a", "observed",
                    target.vocabulary().token(observed).text());
            Map<List<Token>, Double> exact = Library.distribution("counterfactual", arguments, "b", 1);
            int runs = 1500;
            double[] drawn = new double[4];
            for (int run = 0; run < runs; run++) {
                drawn[Library.run("counterfactual", arguments, "b", 1, seed + run).tokens().getFirst().id()]++;
            }
            for (int id = 0; id < 4; id++) {
                double enumerated = exact.getOrDefault(List.of(target.vocabulary().token(id)), 0.0);
                assertEquals(expected[id] / kept, enumerated, 5 * Math.sqrt(0.25 / kept), "enumerated, round " + round);
                assertEquals(enumerated, drawn[id] / runs, 5 * Math.sqrt(0.25 / runs), "drawn, round " + round);
            }
        }
    }

    /// Exponential clocks with the probabilities as rates: the first to ring.
    private static int first(double[] clock, double[] rates) {
        int best = -1;
        for (int id = 0; id < rates.length; id++) {
            if (rates[id] > 0 && (best < 0 || clock[id] / rates[id] < clock[best] / rates[best])) {
                best = id;
            }
        }
        return best;
    }

    /// On average over what is observed, the output has the target's distribution, and together with the observed one it is far more
    /// like it than an independent one.
    @Test
    void outputsAreTheTargetsAndNearTheObservedOnes() {
        Random random = new Random(Library.seed("counterfactual, effect"));
        double same = 0;
        double independent = 0;
        int rounds = 12;
        for (int round = 0; round < rounds; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 1, TableShape.VARIED);
            Map<List<Object>, Double> pairs = Library.outcomes("counterfactual", Map.of("target", target, "factual", "a"), "b", 3,
                    result -> List.of(result.value(), List.copyOf(result.tokens())));
            Map<List<Token>, Double> outputs = new HashMap<>();
            Map<List<Token>, Double> firsts = new HashMap<>();
            for (Map.Entry<List<Object>, Double> pair : pairs.entrySet()) {
                List<Token> first = tokens(pair.getKey().get(0));
                List<Token> output = tokens(pair.getKey().get(1));
                firsts.merge(first, pair.getValue(), Double::sum);
                outputs.merge(output, pair.getValue(), Double::sum);
                same += first.equals(output) ? pair.getValue() / rounds : 0;
            }
            Oracle.assertSameDistribution(Oracle.ancestral(target, "b", 3), outputs, "round " + round);
            for (Map.Entry<List<Token>, Double> first : Oracle.ancestral(target, "a", 1).entrySet()) {
                double mass = firsts.entrySet().stream().filter(entry -> entry.getKey().subList(0, 1).equals(first.getKey()))
                        .mapToDouble(Map.Entry::getValue).sum();
                assertEquals(first.getValue(), mass, Oracle.EXACT);
            }
            for (Map.Entry<List<Token>, Double> output : Oracle.ancestral(target, "b", 3).entrySet()) {
                independent += output.getValue() * Oracle.ancestral(target, "a", 3).getOrDefault(output.getKey(), 0.0) / rounds;
            }
        }
        System.out.printf("counterfactual: the same 3 tokens after another letter in %.2f of runs, %.2f of independent ones%n",
                same, independent);
        assertTrue(same > 1.5 * independent, same + " " + independent);
    }

    private static String text(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.stream().filter(token -> !token.isEnd()).forEach(token -> text.append(token.text()));
        return text.toString();
    }

    @SuppressWarnings("unchecked")
    private static List<Token> tokens(Object value) {
        return List.copyOf((List<Token>) value);
    }

    /// The paper's claim: another name in the prompt changes what has to do with it; what is told otherwise, an independent sample
    /// would tell anew.
    @Test
    void aStoryOfSomebodyElseStaysTheSameStory() {
        long seed = Library.seed("counterfactual, stories");
        String factual = "Story: On a windy day Ivy wanted to knit, but she did not know how.";
        String changed = "Story: On a windy day Tom wanted to knit, but he did not know how.";
        int runs = 8;
        double same = 0;
        double independent = 0;
        for (int run = 0; run < runs; run++) {
            RunResult told = Library.run("counterfactual", Map.of("target", Trained.TARGET, "factual", factual), changed, 24, seed + run);
            String first = text(tokens(told.value()));
            same += EditDistance.similarity(first, told.text()) / runs;
            independent += EditDistance.similarity(first, Library.run("nucleus", Map.of("target", Trained.TARGET, "p", 1.0), changed, 24,
                    seed + 1000 + run).text()) / runs;
        }
        System.out.printf("counterfactual: of a story's letters %.0f%% stay after another name, %.0f%% in independent samples%n",
                100 * same, 100 * independent);
        assertTrue(same > independent + 0.1, same + " " + independent);
    }
}
