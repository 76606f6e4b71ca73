package org.decant.runtime.draft;

import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// What is left of a distribution when a part of it is taken away.
final class Residual {

    private Residual() {
    }

    /// `dist` without `token`, normalised; null where no other token has a probability.
    static Dist without(Dist dist, Token token) {
        double[] weights = dist.probabilities().clone();
        weights[token.id()] = 0;
        return normalised(dist, weights);
    }

    /// The part of `p` above `q`, normalised; null where there is none.
    static Dist above(Dist p, Dist q) {
        double[] weights = p.probabilities().clone();
        double[] other = q.probabilities();
        for (int id = 0; id < weights.length; id++) {
            weights[id] = Math.max(0, weights[id] - other[id]);
        }
        return normalised(p, weights);
    }

    private static Dist normalised(Dist like, double[] weights) {
        for (double weight : weights) {
            if (weight > 0) {
                return Dist.ofWeights(like.vocabulary(), weights);
            }
        }
        return null;
    }
}
