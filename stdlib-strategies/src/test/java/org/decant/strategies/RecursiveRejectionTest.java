package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Jeon et al., 2024: drawing siblings without replacement loses nothing and accepts more.
class RecursiveRejectionTest {

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("recursive_rejection"));
        for (int round = 0; round < 12; round++) {
            Vocabulary vocabulary = Library.letters(2 + random.nextInt(2));
            TableModel target = Library.table(random, vocabulary, 2, round);
            TableModel drafter = Library.table(random, vocabulary, 1, round / 6);
            Map<String, Object> arguments = Map.of("target", target, "drafter", drafter, "width", 1 + random.nextInt(3),
                    "depth", 2, "method", round % 2 == 0 ? "beam" : "constant");
            int horizon = 1 + random.nextInt(3);
            Oracle.assertSameDistribution(Oracle.ancestral(target, "a", horizon),
                    Library.distribution("recursive_rejection", arguments, "a", horizon), arguments + ", horizon " + horizon);
        }
    }

    @Test
    void aBeamAcceptsMoreThanOneOfIndependentPathsOfTheSameSize() {
        long seed = Library.seed("recursive_rejection");
        double beam = DraftEffects.drafted("recursive_rejection", Map.of("width", 4, "depth", 4), seed).tokensPerVerification();
        double paths = DraftEffects.drafted("optimal_transport", Map.of("drafts", 4, "gamma", 4), seed).tokensPerVerification();
        double chain = DraftEffects.drafted("speculative", Map.of("gamma", 4), seed).tokensPerVerification();
        System.out.printf("recursive_rejection: %.2f tokens a pass, independent paths %.2f, a chain %.2f%n", beam, paths, chain);
        assertTrue(beam > paths && paths > chain, beam + ", " + paths + ", " + chain);
    }

    /// Where the drafter is often wrong, more than one draft pays.
    @Test
    void translationsAcceptMoreOfABeamThanOfAChain() {
        long seed = Library.seed("recursive_rejection");
        double beam = BuiltinDrafts.drafted("recursive_rejection", Map.of(), "translation", 10, 30, seed).tokensPerVerification();
        double chain = BuiltinDrafts.drafted("speculative", Map.of("gamma", 4), "translation", 10, 30, seed).tokensPerVerification();
        System.out.printf("recursive_rejection, translation: %.2f tokens a pass of builtin:target, a chain %.2f%n", beam, chain);
        assertTrue(beam > chain, beam + ", " + chain);
    }

    /// Two draws at each place without replacement, or the two best of all paths at each depth.
    @Test
    void methodsGrowTheirTrees() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 4, false);
        TableModel even = TableModel.of("even", vocabulary, _ -> new double[] {0.25, 0.25, 0.25, 0.25});
        for (String method : List.of("beam", "constant")) {
            RunResult result = Library.run("recursive_rejection", Map.of("target", even, "drafter", even, "width", 2, "depth", 2, "method",
                    method), "a", 1, 0);
            assertEquals(method.equals("beam") ? 1 + 2 + 2 : 1 + 2 + 4, Library.contexts(result), method);
        }
    }
}
