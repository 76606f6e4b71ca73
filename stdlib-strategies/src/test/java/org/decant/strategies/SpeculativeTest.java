package org.decant.strategies;

import java.util.Map;
import java.util.Random;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Leviathan et al., 2023: the output has the target's distribution whatever the drafter is.
class SpeculativeTest {

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("speculative"));
        for (int round = 0; round < 24; round++) {
            Vocabulary vocabulary = Library.letters(2 + random.nextInt(2));
            TableModel target = Library.table(random, vocabulary, 2, round);
            TableModel drafter = Library.table(random, vocabulary, 1, round / 6);
            int gamma = 1 + random.nextInt(4);
            int horizon = 1 + random.nextInt(4);
            Oracle.assertSameDistribution(Oracle.ancestral(target, "a", horizon),
                    Library.distribution("speculative", Map.of("target", target, "drafter", drafter, "gamma", gamma),
                            "a", horizon),
                    target + " with " + drafter + ", gamma " + gamma + ", horizon " + horizon);
        }
    }
}
