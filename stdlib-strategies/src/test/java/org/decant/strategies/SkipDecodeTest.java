package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.junit.jupiter.api.Test;

/// Del Corro et al., 2023: token i runs a number of layers that falls along a line. A table with k of its three layers looks
/// at the last k - 1 tokens.
class SkipDecodeTest {

    @Test
    void theNumberOfLayersFallsAlongALine() {
        Random random = new Random(Library.seed("skip_decode"));
        for (int round = 0; round < 24; round++) {
            TableModel target = Library.table(random, Library.letters(3), 2, round);
            double most = random.nextInt(1, 4) / 3.0;
            double least = random.nextInt(1, 4) / 3.0;
            int length = random.nextInt(1, 4);
            String prompt = random.nextBoolean() ? "ab" : "b";
            int start = prompt.length();
            double end = Math.min(least, most);
            Library.assertDistribution("skip_decode", Map.of("target", target, "most", most, "least", least, "length", length,
                    "warm_up", 1 + random.nextInt(2)), target, prompt, 4, context -> {
                int written = Math.min(context.length() - start, length);
                long layers = (long) Math.max(1, Math.rint(3 * (most - (most - end) * written / length)));
                return layers == 3 ? context : Context.root(context.vocabulary()).plus(context.lastTokens((int) layers - 1));
            });
        }
    }

    @Test
    void theLowestLayersAndTheLastOnesAreRun() {
        Object skipped = Library.runScript("""
                import skip_decode
                strategy skipped() -> List<List<Int>> { return [middle(8, 5, 1), middle(8, 5, 0), middle(4, 1, 2), middle(3, 3, 1)] }
                """, Map.of(), "", 1).value();
        assertEquals(List.of(List.of(2L, 3L, 4L), List.of(1L, 2L, 3L), List.of(2L, 3L, 4L), List.of()), skipped);
    }
}
