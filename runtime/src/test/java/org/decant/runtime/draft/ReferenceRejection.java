package org.decant.runtime.draft;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.Draws;
import org.decant.runtime.vocabulary.Token;

/// The multi-round rejection of one level of draws, written straight from the formulas on arrays, and with the mistakes
/// that are easily made.
final class ReferenceRejection {

    enum Defect {
        NONE,
        /// The residual between two rounds keeps the smaller sum it has.
        RESIDUAL_NOT_NORMALISED,
        /// Draws without replacement are judged as if with it, and the other way round.
        REPLACEMENT_CONFUSED,
        /// The correction comes from the target instead of from the residual.
        CORRECTION_FROM_TARGET,
        /// The second draw is judged against the target instead of the residual.
        RESIDUAL_FORGOTTEN
    }

    private ReferenceRejection() {
    }

    static List<Token> verify(Tree tree, Model target, Draws draws, Defect defect) {
        Node root = tree.root();
        double[] whole = target.logits(root.context()).softmax().probabilities();
        double[] p = whole.clone();
        double[] q = tree.children(root).getFirst().proposal().probabilities().clone();
        for (Node child : tree.children(root)) {
            int x = child.token().id();
            if (draws.flip(p[x] == 0 ? 0 : Math.min(1, p[x] / q[x]))) {
                Dist after = target.logits(child.context()).softmax();
                return List.of(child.token(), draws.sample(after));
            }
            for (int y = 0; y < p.length; y++) {
                p[y] = Math.max(0, p[y] - q[y]);
            }
            if (defect != Defect.RESIDUAL_NOT_NORMALISED) {
                normalise(p);
            }
            if (defect == Defect.RESIDUAL_FORGOTTEN) {
                p = whole.clone();
            }
            boolean replaced = child.origin() == Origin.SAMPLED_WITH_REPLACEMENT;
            if (replaced == (defect == Defect.REPLACEMENT_CONFUSED)) {
                q[x] = 0;
                normalise(q);
            }
        }
        normalise(p);
        double[] correction = defect == Defect.CORRECTION_FROM_TARGET ? whole : p;
        return List.of(draws.sample(Dist.ofWeights(target.vocabulary(), correction.clone())));
    }

    private static void normalise(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }
}
