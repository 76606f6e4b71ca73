package org.decant.runtime.draft;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.random.Draws;

/// A rule given as a function: the children of an accepted node are considered in order, each accepted with the
/// probability that the function gives. The token after the path is drawn from the target.
public record FunctionRule(Acceptance acceptance) implements Rule {

    /// The probability that a drafted token is accepted; more than 1 counts as 1.
    @FunctionalInterface
    public interface Acceptance {

        /// @param p    the target's distribution of the token
        /// @param q    the proposal that the token came from
        /// @param node the drafted token
        double probability(Dist p, Dist q, Node node);
    }

    @Override
    public Verified walk(TreeScores target, Draws draws) {
        Tree tree = target.tree();
        Node at = tree.root();
        while (target.follows(at)) {
            Dist p = target.dist(at);
            Node next = null;
            for (Node child : tree.children(at)) {
                if (draws.flip(probability(p, child))) {
                    next = child;
                    break;
                }
            }
            if (next == null) {
                return new Verified(tree, at, draws.sample(p));
            }
            at = tree.continued(next);
        }
        return new Verified(tree, at, null);
    }

    private double probability(Dist p, Node child) {
        if (child.proposal() == null) {
            throw new DecantException("a rule of p and q cannot judge the token `" + child.token().text()
                    + "`, which was drafted without a distribution",
                    "propose a `Dist` in the draft block, or verify by `rejection`, `exact` or `threshold`");
        }
        double probability = acceptance.probability(p, child.proposal(), child);
        if (!(probability >= 0)) {
            throw new DecantException("the rule gave " + probability + " as the probability to accept the token `"
                    + child.token().text() + "`", "give a number from 0 to 1");
        }
        return Math.min(1, probability);
    }

    @Override
    public String describe() {
        return "a function";
    }
}
