package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.model.ForwardModel;
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

    /// What beam search writes becomes more likely and shorter as the beam grows, and the most likely output of all is shortest.
    @Test
    void theModeIsShorterThanWhatBeamSearchFinds() {
        ForwardModel words = Library.words();
        String prompt = "Once there was a ";
        int horizon = 24;
        StringBuilder figures = new StringBuilder();
        double before = Double.NEGATIVE_INFINITY;
        int narrow = 0;
        for (int width : new int[] {1, 4, 16, 64}) {
            RunResult beam = Library.run("beam", Map.of("target", words, "width", width, "alpha", 0.0), prompt, horizon, 0);
            double score = (Double) ((RecordValue) ((List<?>) beam.value()).getFirst()).values()[1];
            narrow = Math.max(narrow, beam.tokens().size());
            figures.append(String.format("width %d: %d tokens, log-probability %.2f; ", width, beam.tokens().size(), score));
            before = Math.max(before, score);
        }
        RunResult mode = Library.run("exact_map", Map.of("target", words, "width", 64), prompt, horizon, 0);
        figures.append(String.format("mode: %d tokens, %.2f, %d contexts", mode.tokens().size(), (Double) mode.value(),
                Library.contexts(mode)));
        System.out.println("exact_map: " + figures);
        assertTrue((Double) mode.value() >= before && mode.tokens().size() < narrow, figures.toString());
    }
}
