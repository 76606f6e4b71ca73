package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Timor et al., 2025: a drafter of another vocabulary loses nothing.
class AnyVocabularyTest {
    private static final List<String> METHODS = List.of("intersection", "exact", "strings");

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("any_vocabulary"));
        Vocabulary ofTarget = SymbolTokenizer.vocabulary("target", List.of("a", "b", "ab", "</s>"), "</s>");
        Vocabulary ofDrafter = SymbolTokenizer.vocabulary("drafter", List.of("<end>", "ba", "b", "a"), "<end>");
        for (int round = 0; round < 12; round++) {
            TableModel target = Library.table(random, ofTarget, 1, round);
            TableModel drafter = Library.table(random, ofDrafter, 1, round / 6);
            int horizon = 1 + random.nextInt(3);
            for (String method : METHODS) {
                Map<String, Object> arguments = Map.of("target", target, "drafter", drafter, "gamma", 1 + random.nextInt(2),
                        "method", method);
                Oracle.assertSameDistribution(Oracle.ancestral(target, "ab", horizon),
                        Library.distribution("any_vocabulary", arguments, "ab", horizon), arguments + ", horizon " + horizon);
            }
        }
    }

    @Test
    void aDrafterOfBytePairsDraftsForWords() {
        long seed = Library.seed("any_vocabulary");
        Object pairs = Library.model("ngram:builtin?tokens=bpe&merges=200", null);
        StringBuilder line = new StringBuilder("any_vocabulary: tokens a pass with a drafter of byte pairs:");
        for (String method : METHODS) {
            RunResult result = Library.run("any_vocabulary", Map.of("target", DraftEffects.TARGET, "drafter", pairs, "method", method),
                    "It was on ", 60, seed);
            double tokens = (double) result.tokens().size() / result.drafts().verifications();
            line.append(String.format(" %s %.2f", method, tokens));
            assertTrue(tokens > 1.1, method + ": " + tokens);
        }
        System.out.println(line);
    }

    @Test
    void aModelOfOtherTokensDraftsForTheTarget() {
        long seed = Library.seed("any_vocabulary");
        StringBuilder line = new StringBuilder("any_vocabulary, json: tokens a pass of builtin:target with builtin:drafter-bytes:");
        for (String method : METHODS) {
            double tokens = BuiltinDrafts.drafted("any_vocabulary", Map.of("drafter", BuiltinDrafts.BYTES, "method", method), "json",
                    3, 40, seed).tokensPerPass();
            line.append(String.format(" %s %.2f", method, tokens));
            assertTrue(tokens > 1.3, method + ": " + tokens);
        }
        System.out.println(line);
    }

    /// Without a token in common nothing is drafted by the first method; by the second each drafted token is one of the target's, by
    /// the third what is drafted is spelt anew.
    @Test
    void methodsTranslateTokensStringsOrTexts() {
        Vocabulary ofTarget = SymbolTokenizer.vocabulary("target", List.of("ab", "ba", "</s>"), "</s>");
        Vocabulary ofDrafter = SymbolTokenizer.vocabulary("drafter", List.of("a", "b", "</end>"), "</end>");
        TableModel target = TableModel.of("pairs", ofTarget, _ -> new double[] {1, 0, 0});
        TableModel drafter = TableModel.of("letters", ofDrafter, tokens -> !tokens.isEmpty() && tokens.getLast().id() == 0
                ? new double[] {0, 1, 0} : new double[] {1, 0, 0});
        Map<String, Integer> tokens = Map.of("intersection", 1, "strings", 1 + 2, "exact", 1 + 1);
        tokens.forEach((method, each) -> {
            RunResult result = Library.run("any_vocabulary", Map.of("target", target, "drafter", drafter, "gamma", 2, "method", method),
                    "ab", 12, 0);
            assertEquals(12 / each, result.drafts().verifications(), method);
        });
    }

    @Test
    void anEndThatIsDraftedIsTheTargets() {
        Vocabulary ofTarget = SymbolTokenizer.vocabulary("target", List.of("ab", "</s>"), "</s>");
        Vocabulary ofDrafter = SymbolTokenizer.vocabulary("drafter", List.of("a", "b", "</end>"), "</end>");
        TableModel target = TableModel.of("pairs", ofTarget, tokens -> tokens.size() < 2 ? new double[] {1, 0} : new double[] {0, 1});
        TableModel drafter = TableModel.of("letters", ofDrafter, tokens -> {
            double[] row = new double[3];
            row[tokens.size() < 4 ? tokens.size() % 2 : 2] = 1;
            return row;
        });
        RunResult result = Library.run("any_vocabulary", Map.of("target", target, "drafter", drafter, "gamma", 3, "method", "exact"),
                "ab", 12, 0);
        assertEquals(2, result.drafts().accepted());
    }
}
