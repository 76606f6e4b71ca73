package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 12, false);
        TableModel target = TableModel.of("cycle", vocabulary, tokens -> {
            double[] row = new double[12];
            row[(tokens.getLast().id() + 1) % 12] = 1;
            return row;
        });
        RunResult result = Library.run("copy", Map.of("target", target), "a", 60, 0);
        long passes = result.models().stream().mapToLong(cost -> cost.passes()).sum();
        assertTrue(passes <= 22, "passes: " + passes);
    }
}
