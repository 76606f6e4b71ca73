package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Locally typical sampling (Meister et al., 2023): keeps the tokens whose surprisal -log p is nearest to the entropy
/// of the distribution, as few as hold a probability of at least `mass` together. The token that crosses `mass` stays;
/// of equally near ones those of the smaller ids come first. The most likely token may go.
public record Typical(double mass) implements Transform {

    public Typical {
        Parameter.checkMass("typical", "mass", mass);
    }

    /// @param mass above 0 and at most 1; 1 keeps everything
    public static Typical of(double mass) {
        return new Typical(mass);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double normalizer = Kernels.logSumExp(scores);
        if (!Double.isFinite(normalizer)) {
            return;
        }
        double entropy = Kernels.entropy(scores, normalizer);
        double[] nearness = new double[scores.length];
        for (int id = 0; id < scores.length; id++) {
            nearness[id] = -Math.abs(normalizer - scores[id] - entropy);
        }
        Truncation.toMass(scores, normalizer, nearness, mass);
    }

    @Override
    public String describe() {
        return "typical(" + mass + ")";
    }
}
