package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Wang et al., 2025: no tree of the budget accepts more where the drafter is right about the target.
class OptTreeTest {

    /// The largest expected number of accepted tokens of a tree of `budget` nodes below `at`, over all trees: each token of
    /// the support gets a share of the budget, for itself and what is below it.
    private static double best(TableModel model, Context at, int budget, Map<Object, Double> known) {
        if (budget == 0 || at.length() > 0 && at.ended()) {
            return 0;
        }
        return known.computeIfAbsent(Map.entry(at.tokens(), budget), key -> null) instanceof Double value ? value
                : remember(known, Map.entry(at.tokens(), budget), search(model, at, budget, known));
    }

    private static double search(TableModel model, Context at, int budget, Map<Object, Double> known) {
        double[] p = Oracle.probabilities(model, at);
        double[] most = new double[budget + 1];
        for (int id = 0; id < p.length; id++) {
            for (int all = budget; all > 0; all--) {
                for (int own = 1; own <= all; own++) {
                    most[all] = Math.max(most[all], most[all - own]
                            + p[id] * (1 + best(model, at.plus(at.vocabulary().token(id)), own - 1, known)));
                }
            }
        }
        return most[budget];
    }

    private static double remember(Map<Object, Double> known, Object key, double value) {
        known.put(key, value);
        return value;
    }

    /// With a drafter that is the target, the expected accepted length is that of the tree.
    @Test
    void noTreeOfTheBudgetAcceptsMore() {
        Random random = new Random(Library.seed("opt_tree"));
        for (int round = 0; round < 12; round++) {
            Vocabulary vocabulary = Library.letters(3);
            TableModel model = Library.table(random, vocabulary, 1, round);
            int budget = 1 + random.nextInt(6);
            double accepted = Library.expectation("opt_tree",
                    Map.of("target", model, "drafter", model, "budget", budget, "gain", 0.0), "", 1, run -> run.drafts().accepted());
            assertEquals(best(model, Oracle.start(model, ""), budget, new HashMap<>()), accepted, 1e-9,
                    model + ", budget " + budget);
        }
    }

    @Test
    void largerTreesAcceptMoreAndAGainSavesPassesOfTheDrafter() {
        long seed = Library.seed("opt_tree");
        DraftEffects.Effect small = DraftEffects.drafted("opt_tree", Map.of("budget", 4, "gain", 0.0), seed);
        DraftEffects.Effect large = DraftEffects.drafted("opt_tree", Map.of("budget", 16, "gain", 0.0), seed);
        DraftEffects.Effect gained = DraftEffects.drafted("opt_tree", Map.of("budget", 16, "gain", 0.3), seed);
        double levels = (double) large.drafterPasses() / large.verifications();
        double gainedLevels = (double) gained.drafterPasses() / gained.verifications();
        System.out.printf("opt_tree: %.2f tokens a pass with 4 drafted, %.2f with 16 and %.1f passes of the drafter; with a gain"
                + " of 0.3 asked for %.2f and %.1f%n", small.tokensPerVerification(), large.tokensPerVerification(), levels,
                gained.tokensPerVerification(), gainedLevels);
        assertTrue(small.tokensPerVerification() < large.tokensPerVerification());
        assertTrue(gainedLevels < 0.9 * levels);
    }

    @Test
    void sixteenTokensWhereTheyAreLikelyAcceptMoreThanFourTimesFour() {
        long seed = Library.seed("opt_tree");
        BuiltinDrafts.Effect best = BuiltinDrafts.drafted("opt_tree", Map.of("budget", 16, "gain", 0.0), "json", 4, 40, seed);
        BuiltinDrafts.Effect gained = BuiltinDrafts.drafted("opt_tree", Map.of("budget", 16), "json", 4, 40, seed);
        BuiltinDrafts.Effect fixed = BuiltinDrafts.drafted("recursive_rejection", Map.of("width", 4, "depth", 4), "json", 4, 40, seed);
        System.out.printf("opt_tree, json: %.2f tokens a pass of builtin:target with 16 drafted and %.2f passes of the drafter, with"
                + " a gain of 0.2 asked for %.2f and %.2f; a beam of 4 x 4 %.2f%n", best.tokensPerPass(), best.drafterPassesPerPass(),
                gained.tokensPerPass(), gained.drafterPassesPerPass(), fixed.tokensPerPass());
        assertTrue(best.tokensPerPass() > 1.1 * fixed.tokensPerPass());
        assertTrue(gained.drafterPassesPerPass() < 0.95 * best.drafterPassesPerPass());
    }
}
