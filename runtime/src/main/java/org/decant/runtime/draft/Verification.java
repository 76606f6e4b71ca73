package org.decant.runtime.draft;

import org.decant.runtime.model.Model;
import org.decant.runtime.random.Draws;
import org.decant.runtime.run.DraftCost;

/// Speculative verification: a target model scores a whole draft tree in one pass, then a rule walks it.
public final class Verification {

    private Verification() {
    }

    /// Verifies `tree` and counts what came of it in `cost`. One pass of the target, none where it has scored all nodes
    /// before.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where the vocabularies differ, the rule cannot judge the
    ///         way the tree was drafted, or no token can follow the accepted path
    public static Verified verify(Tree tree, Model target, Rule rule, Draws draws, DraftCost cost) {
        Verified verified = rule.walk(TreeScores.of(tree, target, rule.scoresLeaves()), draws);
        cost.count(tree.size(), verified.accepted());
        return verified;
    }
}
