package org.decant.runtime.distribution;

/// How truncations exclude tokens.
final class Truncation {

    private Truncation() {
    }

    /// Excludes the tokens whose score is below `cutoff`. Those of the largest score always stay.
    static void below(double[] scores, double cutoff, double largest) {
        double reachable = Math.min(cutoff, largest);
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] < reachable) {
                scores[id] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    /// Excludes the tokens that come after the token `last` when ordered by `keys`, larger first, then by id.
    static void after(int last, double[] keys, double[] scores) {
        // `keys` and `scores` may be one array, so what the loop compares with is read before
        double lastKey = keys[last];
        for (int id = 0; id < scores.length; id++) {
            double key = keys[id];
            if (key < lastKey || key == lastKey && id > last) {
                scores[id] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    /// Keeps the first tokens in the order of `keys`, larger first, as few as have at least `mass` of the probability:
    /// the token that crosses `mass` stays.
    ///
    /// @param scores     natural-log scores
    /// @param normalizer the log-sum-exp of `scores`
    /// @param keys       one number for each token, minus infinity for excluded ones; may be `scores` itself
    /// @param mass       above 0 and at most 1; 1 keeps everything
    static void toMass(double[] scores, double normalizer, double[] keys, double mass) {
        if (mass == 1) {
            return;
        }
        // Mostly a few dozen tokens hold the mass, so few are ordered at first and many more only if they are needed.
        int ordered = 0;
        double reached = 0;
        for (int count = 64;; count *= 8) {
            int[] ids = Ranking.largest(keys, count);
            for (; ordered < ids.length; ordered++) {
                reached += Math.exp(scores[ids[ordered]] - normalizer);
                if (reached >= mass) {
                    after(ids[ordered], keys, scores);
                    return;
                }
            }
            if (ids.length < count) {
                return; // rounding left the sum of all a little short of the mass
            }
        }
    }
}
