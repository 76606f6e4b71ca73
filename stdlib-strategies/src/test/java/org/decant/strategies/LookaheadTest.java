package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
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
    void aRepeatingTextTakesFewerPassesThanTokens() {
        TableModel target = TableModel.random(new Random(7), SymbolTokenizer.letters("letters", 4, false), 1,
                TableShape.PEAKED);
        RunResult result = Library.run("lookahead", Map.of("target", target), "a", 40, 0);
        assertEquals(40, result.tokens().size());
        long passes = result.models().stream().mapToLong(cost -> cost.passes()).sum();
        assertTrue(passes <= 20, "passes: " + passes);
    }
}
