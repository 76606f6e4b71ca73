package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Nucleus sampling (Holtzman et al., 2020): keeps the most likely tokens, as few as hold a probability of at least `p`
/// together. The token that crosses `p` stays; of equally likely tokens those of the smaller ids come first.
public record TopP(double p) implements Transform {

    public TopP {
        Parameter.checkMass("top_p", "p", p);
    }

    /// @param p above 0 and at most 1; 1 keeps everything
    public static TopP of(double p) {
        return new TopP(p);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double normalizer = Kernels.logSumExp(scores);
        if (Double.isFinite(normalizer)) {
            Truncation.toMass(scores, normalizer, scores, p);
        }
    }

    @Override
    public String describe() {
        return "top_p(" + p + ")";
    }
}
