package org.decant.runtime.distribution;

import org.decant.runtime.tensor.program.Operation;

/// How truncations exclude tokens.
final class Truncation {
    /// The mass is mostly in a few dozen tokens, so that many are ordered first.
    private static final int FIRST = 64;
    private static final int BINS_PER_NAT = 64;
    /// What is more than 32 nats below the largest key shares the last bin.
    private static final int BINS = 32 * BINS_PER_NAT;

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
    /// @param mass       above 0 and at most 1; 1 keeps everything; reached where only rounding misses it
    static void toMass(double[] scores, double normalizer, double[] keys, double mass) {
        if (mass == 1) {
            return;
        }
        toWanted(scores, normalizer, keys, mass * (1 - Operation.TopMass.ROUNDING));
    }

    private static void toWanted(double[] scores, double normalizer, double[] keys, double mass) {
        int[] first = Ranking.largest(keys, FIRST);
        double reached = 0;
        for (int id : first) {
            reached += Math.exp(scores[id] - normalizer);
            if (reached >= mass) {
                after(id, keys, scores);
                return;
            }
        }
        if (first.length == FIRST) {
            after(crossing(scores, normalizer, keys, keys[first[0]], mass), keys, scores);
        }
    }

    /// The token that crosses `mass`, found without ordering all that come before it: tokens are counted into bins by
    /// their keys, and only the bin in which the sum crosses is ordered. Where rounding leaves the sum of all a little
    /// short, it is the last token.
    private static int crossing(double[] scores, double normalizer, double[] keys, double largest, double mass) {
        double[] masses = new double[BINS];
        int[] counts = new int[BINS];
        int end = 0; // of the bins that are not empty
        for (int id = 0; id < keys.length; id++) {
            if (keys[id] > Double.NEGATIVE_INFINITY) {
                int bin = bin(keys[id], largest);
                masses[bin] += Math.exp(scores[id] - normalizer);
                counts[bin]++;
                end = Math.max(end, bin + 1);
            }
        }
        int bin = 0;
        double reached = 0;
        while (bin < end - 1 && reached + masses[bin] < mass) {
            reached += masses[bin++];
        }
        int[] ids = new int[counts[bin]];
        double[] keysInBin = new double[counts[bin]];
        for (int id = 0, next = 0; next < ids.length; id++) {
            if (keys[id] > Double.NEGATIVE_INFINITY && bin(keys[id], largest) == bin) {
                ids[next] = id;
                keysInBin[next++] = keys[id];
            }
        }
        int last = 0;
        for (int place : Ranking.largest(keysInBin, ids.length)) {
            last = ids[place];
            reached += Math.exp(scores[last] - normalizer);
            if (reached >= mass) {
                break;
            }
        }
        return last;
    }

    /// Larger keys come in earlier bins, equal ones in the same.
    private static int bin(double key, double largest) {
        return (int) Math.min((largest - key) * BINS_PER_NAT, BINS - 1);
    }
}
