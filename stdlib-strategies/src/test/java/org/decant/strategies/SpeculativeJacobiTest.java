package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Teng et al., 2025: iterates are accepted so that the output has the model's distribution.
class SpeculativeJacobiTest {

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("speculative_jacobi"));
        for (int round = 0; round < 18; round++) {
            TableModel target = Library.table(random, Library.letters(2 + random.nextInt(2)), 2, round);
            int window = 1 + random.nextInt(3);
            int horizon = 1 + random.nextInt(4);
            Oracle.assertSameDistribution(Oracle.ancestral(target, "a", horizon),
                    Library.distribution("speculative_jacobi", Map.of("target", target, "window", window), "a", horizon),
                    target + ", window " + window + ", horizon " + horizon);
        }
    }

    /// Where tokens do not depend on each other, as of an even area of an image, what was expected is right: the first
    /// window is accepted as a whole, and so is each after it.
    @Test
    void independentTokensAreAcceptedAWindowAtATime() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 16, false);
        TableModel even = TableModel.of("even", vocabulary, tokens -> {
            double[] row = new double[16];
            Arrays.fill(row, 1.0 / 16);
            return row;
        });
        RunResult result = Library.run("speculative_jacobi", Map.of("target", even, "window", 7), "a", 80, 3);
        assertEquals(80, result.tokens().size());
        assertEquals(1 + 10, result.models().getFirst().passes(), "8 tokens a pass");
    }

    /// An image without edges, with noise: each token is about as bright as the eight before it.
    @Test
    void fewerPassesThanTokens() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 16, false);
        TableModel image = TableModel.of("image", vocabulary, tokens -> {
            double mean = tokens.subList(Math.max(0, tokens.size() - 8), tokens.size()).stream().mapToInt(Token::id).average()
                    .orElseThrow();
            double[] row = new double[16];
            for (int id = 0; id < 16; id++) {
                row[id] = Math.exp(-(id - mean) * (id - mean) / 8);
            }
            double sum = Arrays.stream(row).sum();
            return Arrays.stream(row).map(weight -> weight / sum).toArray();
        });
        RunResult result = Library.run("speculative_jacobi", Map.of("target", image), "a", 400, Library.seed("speculative_jacobi"));
        double perPass = 400.0 / result.models().getFirst().passes();
        System.out.printf("speculative_jacobi: %.2f tokens a pass%n", perPass);
        assertTrue(perPass > 2, "tokens a pass: " + perPass);
    }

    /// The tokens of texts carry much weight, each changes what comes next: there is little to gain. Evened out by a temperature,
    /// they are as an image's.
    @Test
    void theLessTokensWeighTheMoreAreAccepted() {
        long seed = Library.seed("speculative_jacobi");
        LoadedStrategy evened = Library.script("""
                import speculative_jacobi
                strategy evened(target: Model, temperature: Float) {
                  run speculative_jacobi(temper(target, temperature), 8)
                }
                """);
        StringBuilder line = new StringBuilder("speculative_jacobi, story: tokens a pass of builtin:target");
        double[] tokens = new double[3];
        for (int i = 0; i < 3; i++) {
            double temperature = 1 + 1.5 * i;
            RunResult result = Library.run(evened, Map.of("target", BuiltinDrafts.TARGET, "temperature", temperature),
                    BuiltinDrafts.items("story", 1).getFirst().prompt(), 48, seed);
            tokens[i] = (double) result.tokens().size() / result.models().getFirst().passes();
            line.append(String.format("%s %.2f at temperature %.1f", i == 0 ? "" : ",", tokens[i], temperature));
        }
        System.out.println(line);
        assertTrue(tokens[0] > 0.95 && tokens[1] > 1.2 && tokens[2] > 2, line.toString());
    }
}
