package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Min-p sampling (Nguyen et al., 2025): keeps the tokens that are at least `p` times as likely as the most likely one.
/// Equally likely tokens stay or go together.
public record MinP(double p) implements Transform {
    /// In nats: a token that only rounding puts below the limit stays.
    public static final double ROUNDING = 1e-12;

    public MinP {
        Parameter.checkFraction("min_p", "p", p);
    }

    /// @param p from 0 to 1; 0 keeps everything
    public static MinP of(double p) {
        return new MinP(p);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double largest = Kernels.max(scores);
        if (Double.isFinite(largest)) {
            Truncation.below(scores, largest + Math.log(p) - ROUNDING, largest);
        }
    }

    @Override
    public String describe() {
        return "min_p(" + p + ")";
    }
}
