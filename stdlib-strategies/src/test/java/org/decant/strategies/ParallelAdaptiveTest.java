package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Liu et al., 2025: drafting during verification loses nothing, and hides the time of the drafter.
class ParallelAdaptiveTest {

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("parallel_adaptive"));
        for (int round = 0; round < 18; round++) {
            Vocabulary vocabulary = Library.letters(2 + round % 2);
            TableModel target = Library.table(random, vocabulary, 2, round);
            TableModel drafter = Library.table(random, vocabulary, 1, round / 3);
            int gamma = 1 + random.nextInt(3);
            int horizon = 1 + random.nextInt(4);
            Oracle.assertSameDistribution(Oracle.ancestral(target, "a", horizon), Library.distribution("parallel_adaptive",
                    Map.of("target", target, "drafter", drafter, "gamma", gamma), "a", horizon),
                    target + " with " + drafter + ", gamma " + gamma + ", horizon " + horizon);
        }
    }

    /// In units of a pass of the target, during which the drafter makes gamma: a step of PEARL takes 1, one of speculative
    /// decoding 2.
    @Test
    void stepsTakeNoLongerThanPassesOfTheTarget() {
        long seed = Library.seed("parallel_adaptive");
        DraftEffects.Effect parallel = DraftEffects.drafted("parallel_adaptive", Map.of("gamma", 3), seed);
        DraftEffects.Effect inTurn = DraftEffects.drafted("speculative", Map.of("gamma", 3), seed);
        double own = parallel.tokensPerPass();
        double other = inTurn.tokensPerPass() / 2;
        System.out.printf("parallel_adaptive: %.2f tokens in the time of a pass of the target, drafting in turn %.2f%n", own, other);
        assertTrue(own > other, own + " and " + other);
        assertTrue(parallel.drafterPasses() <= 3 * parallel.targetPasses(), "every pass of the target has its own drafts");
    }

    @Test
    void answersTakeLessTimeWhereModelsRunSideBySide() {
        long seed = Library.seed("parallel_adaptive");
        double parallel = BuiltinDrafts.drafted("parallel_adaptive", Map.of("gamma", 3), "arithmetic", 4, 40, seed).tokensPerPass();
        double inTurn = BuiltinDrafts.drafted("speculative", Map.of("gamma", 3), "arithmetic", 4, 40, seed).tokensPerPass() / 2;
        System.out.printf("parallel_adaptive, arithmetic: %.2f tokens in the time of a pass of builtin:target, drafting in turn %.2f%n",
                parallel, inTurn);
        assertTrue(parallel > inTurn, parallel + " and " + inTurn);
    }
}
