package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Pannatier et al., 2024: bursts keep the distribution of the model, whatever the order, and take fewer passes.
class AnyOrderTest {
    /// Without an end token: a frame's output is the whole frame.
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 3, false);

    @Test
    void framesAreFilledWithTheConditionalDistribution() {
        Random random = new Random(Library.seed("any_order"));
        for (int round = 0; round < 6; round++) {
            TableModel target = TableModel.random(random, LETTERS, 1 + random.nextInt(2), TableShape.VARIED);
            int burst = 1 + random.nextInt(3);
            Map<List<Token>, Double> expected = Canvases.fillings(target, Oracle.start(target, "b"), -1, 0, -1, 2, -1);
            Map<List<Token>, Double> actual = Library.distribution("any_order",
                    Map.of("target", target, "burst", burst, "frame", "_a_c_"), "b", 5);
            Oracle.assertSameDistribution(expected, actual, "round " + round + ", burst " + burst);
        }
    }

    @Test
    void burstsTakeFewerPassesThanTokens() {
        TableModel target = TableModel.random(new Random(3), LETTERS, 1, TableShape.VARIED);
        int tokens = 240;
        RunResult result = Library.run("any_order", Map.of("target", target, "length", 24), "a", tokens, 5);
        long passes = result.models().getFirst().passes();
        System.out.println("any_order: " + tokens + " tokens of an exact table in " + passes + " passes, burst 8");
        assertEquals(tokens, result.tokens().size());
        assertTrue(passes < tokens * 0.6, "passes " + passes);
    }

    @Test
    void burstsOfATrainedModelTakeFewerPassesThanTokens() {
        RunResult result = Library.run("any_order", Map.of("target", BuiltinDrafts.MASKED, "length", 12), "Story:", 24,
                Library.seed("any_order"));
        long passes = result.models().getFirst().passes();
        System.out.printf("any_order: %d tokens in %d passes of builtin:masked, burst 8%n", result.tokens().size(), passes);
        assertTrue(passes < 0.85 * result.tokens().size(), "passes " + passes);
    }
}
