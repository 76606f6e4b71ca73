package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Qian et al., 2024: the sequences of a batch are independent samples, and share their passes.
class BatchedTest {

    @Test
    void theSequencesAreIndependentAndEachHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("batched"));
        for (int round = 0; round < 8; round++) {
            Vocabulary vocabulary = Library.letters(2);
            TableModel target = Library.table(random, vocabulary, 1, round);
            TableModel drafter = Library.table(random, vocabulary, 1, round / 3);
            int horizon = 1 + random.nextInt(2);
            Map<List<Token>, Double> each = Oracle.ancestral(target, "a", horizon);
            Map<Object, Double> both = new HashMap<>();
            each.forEach((one, p) -> each.forEach((other, q) ->
                    both.merge(List.of(Vocabulary.decode(one), Vocabulary.decode(other)), p * q, Double::sum)));
            Map<Object, Double> actual = Library.outcomes("batched", Map.of("target", target, "drafter", drafter, "count", 2,
                    "gamma", 2), "a", horizon, run -> List.copyOf((List<?>) run.value()));
            assertEquals(0, Oracle.totalVariation(both, actual), Oracle.EXACT, target + " with " + drafter);
        }
    }

    @Test
    void eightSequencesTakeNotManyMorePassesThanOne() {
        long seed = Library.seed("batched");
        RunResult one = batch(1, seed);
        RunResult eight = batch(8, seed);
        long ofOne = one.models().getFirst().passes();
        long ofEight = eight.models().getFirst().passes();
        System.out.printf("batched: %d passes of the target for one sequence of 40 tokens, %d for eight%n", ofOne, ofEight);
        assertEquals(8, ((List<?>) eight.value()).size());
        assertEquals(one.text(), ((List<?>) one.value()).getFirst());
        assertTrue(ofEight < 2 * ofOne);
    }

    private static RunResult batch(int count, long seed) {
        return Library.run("batched", Map.of("target", DraftEffects.TARGET, "drafter", DraftEffects.DRAFTER, "count", count),
                "It was on ", 40, seed);
    }

    @Test
    void sixStoriesTakeNotManyMorePassesThanOne() {
        long seed = Library.seed("batched");
        BuiltinDrafts.Effect one = BuiltinDrafts.drafted("batched", Map.of("count", 1), "story", 1, 24, seed);
        BuiltinDrafts.Effect six = BuiltinDrafts.drafted("batched", Map.of("count", 6), "story", 1, 24, seed);
        System.out.printf("batched, story: %d passes of builtin:target for one of 24 tokens, %d for six%n",
                one.passes(BuiltinDrafts.TARGET), six.passes(BuiltinDrafts.TARGET));
        assertTrue(six.passes(BuiltinDrafts.TARGET) < 2 * one.passes(BuiltinDrafts.TARGET));
    }

    /// The paper's rule: two more than before where a whole draft was accepted; otherwise a tenth less, one more less each time again.
    @Test
    void draftsGrowAndShrinkByThePapersRule() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 2, false);
        TableModel first = TableModel.of("first", vocabulary, _ -> new double[] {1, 0});
        TableModel same = TableModel.of("same", vocabulary, _ -> new double[] {1, 0});
        TableModel second = TableModel.of("second", vocabulary, _ -> new double[] {0, 1});
        Map<String, Object> right = Map.of("target", first, "drafter", same, "count", 1, "gamma", 2, "longest", 5);
        RunResult grown = Library.run("batched", right, "a", 3 + 5 + 6 + 6, 0);
        assertEquals(4, grown.models().getFirst().passes());
        assertEquals(2 + 4 + 5 + 5, grown.drafts().drafted());
        RunResult shrunk = Library.run("batched", Map.of("target", first, "drafter", second, "count", 1), "a", 6, 0);
        assertEquals(6, shrunk.models().getFirst().passes());
        assertEquals(7 + 6 + 4 + 2 + 1 + 1, shrunk.drafts().drafted());
    }
}
