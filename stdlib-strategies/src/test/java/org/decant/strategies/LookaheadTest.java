package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.run.ModelCost;
import org.junit.jupiter.api.Test;

/// Fu et al., 2024: lookahead decoding writes what greedy decoding writes, in fewer passes where n-grams come back.
class LookaheadTest {

    @Test
    void theOutputIsThatOfGreedyDecoding() {
        Random random = new Random(Library.seed("lookahead"));
        for (int round = 0; round < 90; round++) {
            TableModel target = Library.table(random, Library.letters(2 + random.nextInt(6)), 1 + random.nextInt(3), round);
            int horizon = random.nextInt(14);
            String prompt = round % 3 == 0 ? "" : "a";
            Map<String, ?> arguments = Map.of("target", target, "width", 1 + random.nextInt(5),
                    "ngram", 2 + random.nextInt(4), "guesses", 1 + random.nextInt(4));
            RunResult result = Library.run("lookahead", arguments, prompt, horizon, round);
            assertEquals(Oracle.greedy(target, prompt, horizon), result.tokens(),
                    "round " + round + ", " + target.name() + ", " + arguments);
        }
    }

    @Test
    void itTakesThePassesOfTheAlgorithm() {
        Random random = new Random(Library.seed("lookahead, passes"));
        long saved = 0;
        for (int round = 0; round < 60; round++) {
            TableModel target = Library.table(random, Library.letters(3 + random.nextInt(4)), 1 + random.nextInt(2), round);
            int horizon = 20 + random.nextInt(20);
            int width = 1 + random.nextInt(5);
            int ngram = 2 + random.nextInt(3);
            int guesses = 1 + random.nextInt(3);
            RunResult result = Library.run("lookahead",
                    Map.of("target", target, "width", width, "ngram", ngram, "guesses", guesses), "a", horizon, round);
            int expected = new LookaheadReference(target, width, ngram, guesses).passes("a", horizon);
            assertEquals(expected, result.models().stream().mapToLong(ModelCost::passes).sum(),
                    "round " + round + ", " + target.name() + ", width " + width + ", n-grams of " + ngram + ", guesses " + guesses);
            saved += result.tokens().size() - expected;
        }
        assertTrue(saved > 200, "saved " + saved);
    }
}
