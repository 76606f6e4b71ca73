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

    @Test
    void theDrafterDraftsOnlyWhereNothingMatches() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 12, false);
        RunResult result = Library.run("copy",
                Map.of("target", cycle("target", vocabulary), "drafter", cycle("drafter", vocabulary)), "a", 60, 0);
        Map<String, Long> passes = new HashMap<>();
        result.models().forEach(cost -> passes.put(cost.model(), cost.passes()));
        // 5 tokens a pass until three have come again: 15 tokens; of the other 45, 11 a pass
        assertEquals(Map.of("target", 3L + 5, "drafter", 3L * 4), passes);
    }

    private static TableModel cycle(int period) {
        return cycle("cycle", SymbolTokenizer.letters("letters", period, false));
    }

    /// Each letter is followed by the next one, and the last by the first.
    private static TableModel cycle(String name, Vocabulary vocabulary) {
        int period = vocabulary.size();
        return TableModel.of(name, vocabulary, tokens -> {
            double[] row = new double[period];
            row[(tokens.getLast().id() + 1) % period] = 1;
            return row;
        });
    }

    private static long passes(RunResult result) {
        return result.models().stream().mapToLong(cost -> cost.passes()).sum();
    }
}
