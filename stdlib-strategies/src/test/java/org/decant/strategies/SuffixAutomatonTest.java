package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Hu et al., 2024: what the automata find is verified, so that the output has the target's distribution.
class SuffixAutomatonTest {

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("suffix_automaton"));
        String[] prompts = {"", "abab", "aaaa", "abbab"};
        String[] corpora = {"", "abbaab", "bbbb"};
        for (int round = 0; round < 24; round++) {
            Vocabulary vocabulary = Library.letters(3);
            TableModel target = Library.table(random, vocabulary, 2, round);
            Map<String, Object> arguments = new HashMap<>(Map.of("target", target, "corpus", corpora[round % 3],
                    "length", 1 + random.nextInt(3), "bias", random.nextInt(3), "threshold", 1 + random.nextInt(2)));
            if (round % 2 == 1) {
                arguments.put("drafter", Library.table(random, vocabulary, 1, round / 6));
            }
            String prompt = prompts[round % prompts.length];
            int horizon = 1 + random.nextInt(5);
            Oracle.assertSameDistribution(Oracle.ancestral(target, prompt, horizon),
                    Library.distribution("suffix_automaton", arguments, prompt, horizon),
                    arguments + " after '" + prompt + "', horizon " + horizon);
        }
    }

    @Test
    void whatTheCorpusHoldsIsCopiedManyTokensAPass() {
        TableModel target = TableModel.of("alphabet", SymbolTokenizer.letters("letters", 26, false), tokens -> {
            double[] row = new double[26];
            row[(tokens.getLast().id() + 1) % 26] = 1;
            return row;
        });
        RunResult result = Library.run("suffix_automaton",
                Map.of("target", target, "corpus", "abcdefghijklmnopqrstuvwxyz"), "ab", 18, 0);
        assertEquals("cdefghijklmnopqrst", result.text());
        long passes = result.models().stream().mapToLong(cost -> cost.passes()).sum();
        assertTrue(passes <= 3, "passes: " + passes);
    }

    @Test
    void aShortCycleIsCopiedAsFarAsALongPassage() {
        TableModel target = TableModel.of("cycle", SymbolTokenizer.letters("letters", 2, false), tokens -> {
            double[] row = new double[2];
            row[(tokens.getLast().id() + 1) % 2] = 1;
            return row;
        });
        RunResult result = Library.run("suffix_automaton", Map.of("target", target), "abababab", 27, 0);
        assertEquals("ab".repeat(13) + "a", result.text());
        assertEquals(3, result.models().stream().mapToLong(cost -> cost.passes()).sum(), "9 tokens a pass");
    }
}
