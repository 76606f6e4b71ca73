package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Dumitru et al., 2025: what is copied is verified, so that the output has the target's distribution.
class CopyTest {

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("copy"));
        String[] prompts = {"", "abab", "aaaa", "abbab"};
        for (int round = 0; round < 24; round++) {
            Vocabulary vocabulary = Library.letters(3);
            TableModel target = Library.table(random, vocabulary, 2, round);
            Map<String, Object> arguments = new HashMap<>(Map.of("target", target, "gamma", 1 + random.nextInt(2),
                    "length", 1 + random.nextInt(3)));
            if (round % 2 == 1) {
                arguments.put("drafter", Library.table(random, vocabulary, 1, round / 6));
            }
            String prompt = prompts[round % prompts.length];
            int horizon = 1 + random.nextInt(5);
            Oracle.assertSameDistribution(Oracle.ancestral(target, prompt, horizon),
                    Library.distribution("copy", arguments, prompt, horizon),
                    arguments + " after '" + prompt + "', horizon " + horizon);
        }
    }

    @Test
    void aCertainRepetitionIsCopiedManyTokensAPass() {
        RunResult result = Library.run("copy", Map.of("target", cycle(12)), "a", 60, 0);
        // 14 tokens one by one, until three have come again; of the other 46, 11 a pass
        assertEquals(14 + 5, passes(result));
    }

    /// What a pass accepts is bounded by what is drafted, not by how far back the copied tokens stand.
    @Test
    void aShortCycleIsCopiedAsFarAsALongPassage() {
        RunResult result = Library.run("copy", Map.of("target", cycle(2), "length", 10), "abababab", 33, 0);
        assertEquals("ab".repeat(16) + "a", result.text());
        assertEquals(3, passes(result), "11 tokens a pass");
    }

    /// Each letter is followed by the next one, and the last of `period` by the first.
    private static TableModel cycle(int period) {
        return TableModel.of("cycle", SymbolTokenizer.letters("letters", period, false), tokens -> {
            double[] row = new double[period];
            row[(tokens.getLast().id() + 1) % period] = 1;
            return row;
        });
    }

    private static long passes(RunResult result) {
        return result.models().stream().mapToLong(cost -> cost.passes()).sum();
    }
}
