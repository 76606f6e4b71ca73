package org.decant.runtime.draft;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.random.Draws;

/// Accepts drafted tokens that the target finds likely enough: those of at least `probability`. The longest path of
/// which all tokens pass is accepted, of several the most likely under the target; the token after it is drawn from the
/// target. The output is not distributed as the target's.
///
/// @param probability above 0 and at most 1
public record Threshold(double probability) implements Rule {

    public Threshold {
        if (!(probability > 0 && probability <= 1)) {
            throw DecantException.ofParameter("probability", "the probability of threshold is " + probability,
                    "give one above 0 and at most 1");
        }
    }

    @Override
    public Verified walk(TreeScores target, Draws draws) {
        Node last = LongestPath.find(target, (token, dist) -> dist.probability(token) >= probability);
        return new Verified(target.tree(), last, last.ended() ? null : draws.sample(target.dist(last)));
    }

    @Override
    public String describe() {
        return "threshold(" + probability + ")";
    }
}
