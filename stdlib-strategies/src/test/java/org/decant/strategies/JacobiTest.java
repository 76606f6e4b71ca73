package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.junit.jupiter.api.Test;

/// Santilli et al., 2023: the fixed point of Jacobi iteration is greedy decoding, whatever the block.
class JacobiTest {

    @Test
    void theFixedPointIsGreedyDecoding() {
        Random random = new Random(Library.seed("jacobi"));
        for (int round = 0; round < 120; round++) {
            TableModel target = Library.table(random, Library.letters(2 + random.nextInt(6)), 1 + random.nextInt(3), round);
            int horizon = random.nextInt(14);
            int block = 1 + random.nextInt(10);
            RunResult result = Library.run("jacobi", Map.of("target", target, "block", block), "a",
                    horizon, round);
            assertEquals(Oracle.greedy(target, "a", horizon), result.tokens(),
                    "round " + round + ", " + target.name() + ", block " + block + ", horizon " + horizon);
            long blocks = (horizon + block - 1) / block;
            long passes = result.models().stream().mapToLong(cost -> cost.passes()).sum();
            assertTrue(passes <= blocks * (block + 1), "passes " + passes + " for " + blocks + " blocks of " + block);
        }
    }
}
