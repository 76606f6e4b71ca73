package org.decant.runtime.draft;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Information;
import org.decant.runtime.random.Draws;

/// Typical acceptance (Medusa: Cai et al., 2024): a drafted token passes where the target's probability p of it is above
/// min(ε, δ exp(-H(p))), H being the entropy of the target's distribution there in nats. The longest path of which all
/// tokens pass is accepted, of several the most likely under the target; the token after it is the target's most likely
/// one. Draws nothing; the output is not distributed as the target's.
///
/// @param epsilon the bound where the target is certain, from 0 to 1
/// @param delta   how far the bound falls where it is not, at least 0
public record Typical(double epsilon, double delta) implements Rule {

    public Typical {
        if (!(epsilon >= 0 && epsilon <= 1)) {
            throw DecantException.ofParameter("epsilon", "the epsilon of typical is " + epsilon, "give a probability from 0 to 1");
        }
        if (!(delta >= 0 && delta < Double.POSITIVE_INFINITY)) {
            throw DecantException.ofParameter("delta", "the delta of typical is " + delta, "give a number of at least 0");
        }
    }

    @Override
    public Verified walk(TreeScores target, Draws draws) {
        Node last = LongestPath.find(target, (token, dist) -> dist.probability(token) > bound(dist));
        return new Verified(target.tree(), last, last.ended() ? null : target.dist(last).argmax());
    }

    private double bound(Dist dist) {
        return Math.min(epsilon, delta * Math.exp(-Information.entropy(dist)));
    }

    @Override
    public String describe() {
        return "typical(" + epsilon + ", " + delta + ")";
    }
}
