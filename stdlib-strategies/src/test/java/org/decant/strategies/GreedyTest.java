package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Random;
import org.decant.runtime.model.table.TableModel;
import org.junit.jupiter.api.Test;

/// Each token is the most likely one, ties going to the smallest id.
class GreedyTest {

    @Test
    void theOutputIsTheArgmaxAtEachStep() {
        Random random = new Random(Library.seed("greedy"));
        for (int round = 0; round < 120; round++) {
            TableModel target = Library.table(random, Library.letters(2 + random.nextInt(6)), 1 + random.nextInt(3), round);
            int horizon = random.nextInt(12);
            assertEquals(Oracle.greedy(target, "aa", horizon),
                    Library.run("greedy", Map.of("target", target), "aa", horizon, round).tokens(),
                    "round " + round + ", " + target.name());
        }
    }
}
