package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Luo et al., 2025: candidates that passes have seen are drafted again.
class TokenRecyclingTest {

    /// A cycle of four letters: once each of them has been seen, a pass accepts as many tokens as the tree is deep, and one.
    @Test
    void whatHasBeenSeenOnceIsDraftedTheNextTime() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 4, false);
        TableModel cycle = TableModel.of("cycle", vocabulary, tokens -> {
            double[] row = new double[4];
            row[(tokens.getLast().id() + 1) % 4] = 1;
            return row;
        });
        RunResult result = Library.run("token_recycling", Map.of("target", cycle, "k", 1, "budget", 5), "a", 4 + 6 * 6, 0);
        assertEquals("bcda".repeat(10), result.text());
        assertEquals(4 + 6, result.models().getFirst().passes());
    }

    @Test
    void recyclingSavesPasses() {
        long seed = Library.seed("token_recycling");
        DraftEffects.Effect eighty = DraftEffects.alone("token_recycling", Map.of(), seed);
        DraftEffects.Effect one = DraftEffects.alone("token_recycling", Map.of("k", 1, "budget", 1), seed);
        System.out.printf("token_recycling: %.2f tokens a pass with 80 drafted, %.2f with one%n", eighty.tokensPerVerification(),
                one.tokensPerVerification());
        assertEquals(eighty.verifications(), eighty.targetPasses(), "scores are asked for once");
        assertTrue(eighty.tokensPerVerification() > one.tokensPerVerification());
        assertTrue(one.tokensPerVerification() > 1);
    }

    @Test
    void storiesTakeFewerPassesThanTokens() {
        long seed = Library.seed("token_recycling");
        BuiltinDrafts.Effect eighty = BuiltinDrafts.alone("token_recycling", Map.of(), "story", 2, 60, seed);
        BuiltinDrafts.Effect one = BuiltinDrafts.alone("token_recycling", Map.of("k", 1, "budget", 1), "story", 2, 60, seed);
        System.out.printf("token_recycling, story: %.2f tokens a pass of builtin:target with 80 drafted, %.2f with one%n",
                eighty.tokensPerPass(), one.tokensPerPass());
        assertTrue(eighty.tokensPerPass() > 1.2 && eighty.tokensPerPass() > one.tokensPerPass());
    }

    @Test
    void candidatesGrowATreeOfThePapersShape() {
        Object levels = Library.runScript("""
                import token_recycling
                strategy levels(target: Model) -> List<Int> {
                  let all = target.encode("abcdefgh")
                  let guess = draft best_first(80) from output { at -> ranked(all) }
                  return (1 .. guess.depth + 1).map { depth -> guess.nodes.count { node -> node.depth == depth } }
                }
                """, Map.of("target", TableModel.of("even", SymbolTokenizer.letters("letters", 8, false), _ -> new double[] {1, 0, 0, 0, 0,
                        0, 0, 0})), "a", 1).value();
        assertEquals(List.of(8L, 21L, 25L, 18L, 6L, 1L, 1L), levels);
    }
}
