package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Eta sampling (Hewitt et al., 2022): keeps the tokens of a probability of at least min(eta, sqrt(eta) exp(-H)), where
/// H is the distribution's entropy in nats, and always the most likely ones. Equally likely tokens stay or go together.
///
/// The parameter is what the paper calls epsilon, from which it takes sqrt(epsilon) for its alpha.
public record Eta(double eta) implements Transform {

    public Eta {
        Parameter.checkFraction("eta", "eta", eta);
    }

    /// @param eta from 0 to 1; 0 keeps everything; the paper uses 0.0003 to 0.004
    public static Eta of(double eta) {
        return new Eta(eta);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double normalizer = Kernels.logSumExp(scores);
        if (Double.isFinite(normalizer)) {
            double entropy = Kernels.entropy(scores, normalizer);
            double logCutoff = Math.min(Math.log(eta), Math.log(eta) / 2 - entropy);
            Truncation.below(scores, normalizer + logCutoff, Kernels.max(scores));
        }
    }

    @Override
    public String describe() {
        return "eta(" + eta + ")";
    }
}
