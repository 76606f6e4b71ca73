package org.decant.runtime.random;

import org.decant.runtime.distribution.Dist;

/// A number that is known to a grain: it lies in [value, value + grain). Every token that it decides makes the grain coarser, and
/// digits are drawn before that could decide anything.
record DrawnPoint(double value, double grain) implements CodePoint {
    static final double FINEST = 0x1.0p-53;
    /// A coarser grain is refined. A token's probability is off by no more than this.
    private static final double COARSEST = 0x1.0p-32;

    @Override
    public Decoded decode(Dist dist, Draws draws) {
        double[] probabilities = dist.probabilities();
        double left = value;
        int chosen = -1;
        for (int id = 0; id < probabilities.length; id++) {
            if (probabilities[id] > 0) {
                if (chosen >= 0) {
                    left -= probabilities[chosen];
                }
                chosen = id;
                if (left < probabilities[id]) {
                    break;
                }
            }
        }
        double rest = left / probabilities[chosen];
        double coarser = grain / probabilities[chosen];
        if (coarser > COARSEST) {
            rest += coarser * draws.uniform();
            coarser = FINEST;
        }
        // Rounding may leave the line at either end.
        return new Decoded(dist.vocabulary().token(chosen),
                new DrawnPoint(Math.clamp(rest, 0, 1 - FINEST), coarser));
    }
}
