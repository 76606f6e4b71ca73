package org.decant.runtime.draft;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.random.Draws;
import org.decant.runtime.vocabulary.Token;

/// Speculative sampling: the output is distributed as if every token had been drawn from the target, whatever was
/// drafted. The children of a node are considered in order, against the distribution p that the next token still has to
/// be drawn from, at first the target's.
///
/// - A token drawn from q is accepted with probability min(1, p / q); after a rejection p becomes the part of p above
///   q, normalised (Leviathan et al., 2023; for several draws, Miao et al., 2023).
/// - For a token drawn without replacement q is the proposal without its earlier siblings, normalised (Jeon et al.,
///   2024).
/// - A chosen or taken token comes from all mass on itself: it is accepted with probability p, else p goes on without
///   it. Siblings of different origins can be mixed.
///
/// The token after the path is drawn from what is left of p.
public record Rejection() implements Rule {

    @Override
    public Verified walk(TreeScores target, Draws draws) {
        Tree tree = target.tree();
        Node at = tree.root();
        while (target.follows(at)) {
            Siblings siblings = new Siblings(target.dist(at));
            Node next = siblings.accept(tree.children(at), draws);
            if (next == null) {
                return new Verified(tree, at, draws.sample(siblings.left));
            }
            at = next;
        }
        return new Verified(tree, at, null);
    }

    @Override
    public String describe() {
        return "rejection";
    }

    /// The children of one node on their way through the rule.
    private static final class Siblings {
        /// What the next token still has to be drawn from: p.
        private Dist left;
        /// What the next draw without replacement from a proposal comes from.
        private final Map<Dist, Dist> shrunk = new IdentityHashMap<>();

        Siblings(Dist target) {
            this.left = target;
        }

        /// The first child that is accepted, or null.
        Node accept(List<Node> children, Draws draws) {
            for (Node child : children) {
                Token token = child.token();
                Dist source = source(child);
                double p = left.probability(token);
                double q = source == null ? 1 : source.probability(token);
                if (draws.flip(p == 0 ? 0 : p >= q ? 1 : p / q)) {
                    return child;
                }
                reject(child, token, source);
            }
            return null;
        }

        /// The distribution the child's token was drawn from; null for all mass on the token.
        private Dist source(Node child) {
            return switch (child.origin()) {
                case SAMPLED_WITH_REPLACEMENT -> child.proposal();
                case SAMPLED_WITHOUT_REPLACEMENT -> shrunk.getOrDefault(child.proposal(), child.proposal());
                case CHOSEN, TAKEN, ROOT -> null;
            };
        }

        private void reject(Node child, Token token, Dist source) {
            Dist rest = source == null ? Residual.without(left, token) : Residual.above(left, source);
            if (rest != null) { // where nothing is left, the rejection had probability 0 but for rounding
                left = rest;
            }
            if (child.origin() == Origin.SAMPLED_WITHOUT_REPLACEMENT) {
                Dist smaller = Residual.without(source, token);
                if (smaller != null) {
                    shrunk.put(child.proposal(), smaller);
                }
            }
        }
    }
}
