package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Xu et al., 2025: what is drawn with which probability, by their formulas for pruning, advantage and alignment.
class PhiTest {

    /// With one candidate there is nothing to choose: steps are drawn at their temperature, what follows the last one at 1.
    @Test
    void oneHypothesisOfOneCandidateIsASampleStepByStep() {
        Random random = new Random(Library.seed("phi"));
        for (int round = 0; round < 8; round++) {
            TableModel target = TableModel.random(random, Library.letters(3), 1, TableShape.VARIED);
            int steps = 1 + random.nextInt(2);
            double temperature = 0.3 + random.nextDouble();
            // the ending `b` is drawn as part of a step, and stands behind it whether the step ended by itself or not
            Map<List<Token>, Double> expected = Oracle.outputs(Oracle.start(target, "a"), 3, context -> {
                long ends = context.tokens().stream().skip(1).filter(token -> token.text().equals("b")).count();
                double[] p = Oracle.probabilities(target, context);
                double sum = 0;
                for (int id = 0; id < p.length; id++) {
                    p[id] = ends < steps ? Math.pow(p[id], 1 / temperature) : p[id];
                    sum += p[id];
                }
                for (int id = 0; id < p.length; id++) {
                    p[id] /= sum;
                }
                return p;
            });
            Oracle.assertSameDistribution(expected, Library.distribution("phi", Map.of("target", target, "width", 1, "rollouts", 1,
                    "steps", steps, "ending", "b", "temperature", temperature), "a", 3), "round " + round);
        }
    }

    @Test
    void futuresAreDrawnByAdvantageAndAlignment() {
        Random random = new Random(Library.seed("phi, futures"));
        List<String> texts = List.of("it is four", "it is four", "it is four", "no idea at all", "");
        for (int round = 0; round < 20; round++) {
            double[] advantages = random.doubles(5, -0.2, 0.3).toArray();
            double[] weights = new double[5];
            boolean[] gaining = new boolean[5];
            int count = 0;
            for (int i = 0; i < 5; i++) {
                gaining[i] = advantages[i] > 0 && !texts.get(i).isEmpty();
                count += gaining[i] ? 1 : 0;
            }
            boolean all = count < 1;
            double mass = 0;
            double aligned = 0;
            int fours = (gaining[0] ? 1 : 0) + (gaining[1] ? 1 : 0) + (gaining[2] ? 1 : 0);
            for (int i = 0; i < 5; i++) {
                mass += all || gaining[i] ? Math.exp(advantages[i] / 0.1) : 0;
                aligned += gaining[i] ? Math.exp((double) (i == 3 ? 1 : fours) / count) : 0;
            }
            for (int i = 0; i < 5; i++) {
                double advantage = Math.exp(advantages[i] / 0.1) / mass;
                weights[i] = all ? advantage : gaining[i]
                        ? (advantage + Math.exp((double) (i == 3 ? 1 : fours) / count) / aligned) / 2 : 0;
            }
            Map<Integer, Double> drawn = new HashMap<>();
            Library.scriptDistribution("""
                    import phi
                    strategy chosen(target: Model, advantages: List<Float>, texts: List<Text>) {
                      let futures = advantages.zip(texts).indexed.map { i, f ->
                        let (advantage, text) = f
                        Future(Path(output + target.token(i), 0.0, 0), text, advantage, output) }
                      let (best, _) = selected(futures, 1, 2, 0.1)
                      emit best.first.path.context.last
                    }
                    """, Map.of("target", TableModel.random(random, Library.letters(6), 0, TableShape.VARIED), "advantages",
                    java.util.Arrays.stream(advantages).boxed().toList(), "texts", texts), "a", 1)
                    .forEach((tokens, p) -> drawn.put(tokens.getFirst().id(), p));
            for (int i = 0; i < 5; i++) {
                assertEquals(weights[i], drawn.getOrDefault(i, 0.0), 1e-9, "round " + round + ", " + i);
            }
        }
    }

    @Test
    void unlikelyCandidatesAreDropped() {
        List<?> kept = (List<?>) Library.runScript("""
                import phi
                strategy kept(target: Model) -> List<Int> { return likely([-1.0, -1.2, -5.0, -0.9], 1.0, 2, 0.1) }
                """, Map.of("target", Library.words()), "", 1).value();
        assertEquals(List.of(0L, 1L, 3L), kept);
        List<?> filled = (List<?>) Library.runScript("""
                import phi
                strategy kept(target: Model) -> List<Int> { return likely([-1.0, -1.2, -5.0, -0.9], 1.0, 4, 0.1) }
                """, Map.of("target", Library.words()), "", 1).value();
        assertEquals(List.of(0L, 1L, 3L, 2L), filled);
    }

    @Test
    void foresightFindsLikelierTexts() {
        ForwardModel target = Trained.TARGET;
        double foreseen = 0;
        double sampled = 0;
        List<String> prompts = List.of("Story: Ana had a dog.", "Story: It was a cold morning.", "Story: Tom lived in a small town.");
        for (String prompt : prompts) {
            foreseen += likelihood("phi(target, width: 2, rollouts: 3, steps: 3, ending: \".\")", target, prompt);
            sampled += likelihood("nucleus(target, p: 1.0)", target, prompt);
        }
        System.out.printf("phi: log-probability of a token %.2f, of samples %.2f%n", foreseen / prompts.size(),
                sampled / prompts.size());
        assertTrue(foreseen > sampled);
    }

    /// The mean over the tokens that a strategy writes.
    private static double likelihood(String strategy, ForwardModel target, String prompt) {
        return (Double) Library.runScript("""
                import phi
                import nucleus
                strategy likelihood(target: Model) -> Float {
                  let start = output
                  run %s
                  return mean(target.log_probabilities(start, written))
                }
                """.formatted(strategy), Map.of("target", target), prompt, 40).value();
    }
}
