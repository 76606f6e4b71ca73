package org.decant.runtime.draft;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.random.Draws;

/// K-sequential selection (SpecTr: Sun et al., 2023), for trees whose siblings were drawn from one proposal with
/// replacement. The output is distributed as the target's, and a token is accepted with at least 1 - 1/e of the
/// probability that the best rule for independent draws has.
///
/// Each of a node's k draws is accepted with probability min(1, p / (ρ q)), by the same ρ from 1 to k. With
/// β(ρ) = Σ min(q, p / ρ), the smallest valid ρ solves 1 - (1 - β)^k = ρ β; it is found by bisection. If no draw is
/// accepted, the token comes from p - min(q, p / ρ) (1 - (1 - β)^k) / β, normalised.
public record KSeq() implements Rule {
    /// Halvings of [1, k]: down to a relative error below that of the probabilities.
    private static final int BISECTIONS = 60;

    @Override
    public Verified walk(TreeScores target, Draws draws) {
        Tree tree = target.tree();
        Node at = tree.root();
        while (target.follows(at)) {
            Dist p = target.dist(at);
            List<Node> children = tree.children(at);
            if (children.isEmpty()) {
                return new Verified(tree, at, draws.sample(p));
            }
            Dist q = proposal(children);
            double share = share(p, q, children.size());
            Node next = accept(children, p, q, share, draws);
            if (next == null) {
                return new Verified(tree, at, draws.sample(left(p, q, share, children.size())));
            }
            at = tree.continued(next);
        }
        return new Verified(tree, at, null);
    }

    private static Dist proposal(List<Node> siblings) {
        Dist proposal = siblings.getFirst().proposal();
        for (Node node : siblings) {
            if (node.origin() != Origin.SAMPLED_WITH_REPLACEMENT || node.proposal() != proposal) {
                throw new DecantException("`k_seq` cannot verify the token `" + node.token().text()
                        + "`, which was not drawn with replacement from the proposal of its siblings",
                        "draft with `chain` or with replacement, or verify by rejection");
            }
        }
        return proposal;
    }

    private static Node accept(List<Node> children, Dist p, Dist q, double share, Draws draws) {
        for (Node child : children) {
            double target = p.probability(child.token());
            double scaled = share * q.probability(child.token());
            if (draws.flip(target == 0 ? 0 : target >= scaled ? 1 : target / scaled)) {
                return child;
            }
        }
        return null;
    }

    /// ρ: the smallest share for which no token is accepted more often than the target has it.
    private static double share(Dist p, Dist q, int draws) {
        double low = 1;
        double high = draws;
        for (int i = 0; i < BISECTIONS && low < high; i++) {
            double middle = (low + high) / 2;
            double once = acceptedOnce(p, q, middle);
            if (acceptedEver(once, draws) <= middle * once) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /// β: the probability that one draw is accepted.
    private static double acceptedOnce(Dist p, Dist q, double share) {
        double[] target = p.probabilities();
        double[] source = q.probabilities();
        double sum = 0;
        for (int id = 0; id < target.length; id++) {
            sum += Math.min(source[id], target[id] / share);
        }
        return Math.min(1, sum);
    }

    private static double acceptedEver(double once, int draws) {
        return -Math.expm1(draws * Math.log1p(-once));
    }

    private static Dist left(Dist p, Dist q, double share, int draws) {
        double once = acceptedOnce(p, q, share);
        double factor = once == 0 ? draws : acceptedEver(once, draws) / once;
        double[] target = p.probabilities();
        double[] source = q.probabilities();
        double[] weights = new double[target.length];
        double sum = 0;
        for (int id = 0; id < weights.length; id++) {
            weights[id] = Math.max(0, target[id] - factor * Math.min(source[id], target[id] / share));
            sum += weights[id];
        }
        // Where nothing is left, a draw is accepted for certain but for rounding.
        return sum > 0 ? Dist.ofWeights(p.vocabulary(), weights) : p;
    }

    @Override
    public String describe() {
        return "k_seq";
    }
}
