package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Stahlberg and Byrne, 2019: the result is the most likely of all outputs.
class ExactMapTest {

    @Test
    void noOutputIsMoreLikely() {
        Random random = new Random(Library.seed("exact_map"));
        for (int round = 0; round < 120; round++) {
            TableModel target = Library.table(random, Library.letters(2 + random.nextInt(4)), 2, round);
            int horizon = 1 + random.nextInt(5);
            Map<List<Token>, Double> outputs = Oracle.ancestral(target, "a", horizon);
            double best = outputs.values().stream().mapToDouble(p -> p).max().orElseThrow();
            RunResult result = Library.run("exact_map", Map.of("target", target, "width", 1 + random.nextInt(3)), "a", horizon,
                    round);
            assertEquals(Math.log(best), (Double) result.value(), 1e-9, "round " + round);
            assertEquals(best, outputs.get(result.tokens()), 1e-12, "round " + round);
        }
    }

    /// The paper's claim: greedy search misses the most likely output often, and that is shorter than what it finds; here of the small
    /// model's answers.
    @Test
    void theModeIsLikelierAndShorterThanWhatGreedySearchFinds() {
        List<Trained.Item> items = Trained.items("question", 6);
        int missed = 0;
        int found = 0;
        int mode = 0;
        long contexts = 0;
        for (Trained.Item item : items) {
            RunResult greedy = Library.run("beam", Map.of("target", Trained.BYTES, "width", 1, "alpha", 0.0), item.prompt(), 12, 0);
            RunResult exact = Library.run("exact_map", Map.of("target", Trained.BYTES), item.prompt(), 12, 0);
            double score = (Double) ((RecordValue) ((List<?>) greedy.value()).getFirst()).values()[1];
            assertTrue((Double) exact.value() >= score - 1e-4, greedy.text() + ": " + exact.text());
            missed += exact.tokens().equals(greedy.tokens()) ? 0 : 1;
            found += greedy.tokens().size();
            mode += exact.tokens().size();
            contexts += Library.contexts(exact);
        }
        System.out.printf("exact_map: greedy search misses the likeliest of all answers in %d of %d questions; these have %d tokens, its "
                + "own %d; %d contexts%n", missed, items.size(), mode, found, contexts);
        assertTrue(missed >= 2 && mode < found, missed + ", " + mode + " " + found);
    }
}
