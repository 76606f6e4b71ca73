package org.decant.runtime.draft;

import java.util.HashMap;
import java.util.Map;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// The search of the rules that judge every token by the target alone: of the paths whose tokens all pass, the longest;
/// of several, the one that the target finds most likely; of several still, the one drafted first.
final class LongestPath {

    /// Whether a drafted token passes.
    @FunctionalInterface
    interface Test {
        boolean passes(Token token, Dist target);
    }

    private LongestPath() {
    }

    /// The last node of the path; the root where no token passes.
    static Node find(TreeScores target, Test test) {
        Node best = target.tree().root();
        Map<Node, Double> accepted = new HashMap<>();
        accepted.put(best, 0.0);
        for (Node node : target.tree().nodes()) { // parents come before children
            Double before = accepted.get(node.parent());
            if (before == null) {
                continue;
            }
            Dist dist = target.dist(node.parent());
            if (!test.passes(node.token(), dist)) {
                continue;
            }
            double likelihood = before + dist.logProbability(node.token());
            accepted.put(node, likelihood);
            if (node.depth() > best.depth() || node.depth() == best.depth() && likelihood > accepted.get(best)) {
                best = node;
            }
        }
        return best;
    }
}
