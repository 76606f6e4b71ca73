package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Epsilon sampling (Hewitt et al., 2022): keeps the tokens of a probability of at least `epsilon`, and always the most
/// likely ones. Equally likely tokens stay or go together.
public record Epsilon(double epsilon) implements Transform {

    public Epsilon {
        Parameter.checkFraction("epsilon", "epsilon", epsilon);
    }

    /// @param epsilon a probability from 0 to 1; 0 keeps everything; the paper uses 0.0003 to 0.0009
    public static Epsilon of(double epsilon) {
        return new Epsilon(epsilon);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double normalizer = Kernels.logSumExp(scores);
        if (Double.isFinite(normalizer)) {
            Truncation.below(scores, normalizer + Math.log(epsilon), Kernels.max(scores));
        }
    }

    @Override
    public String describe() {
        return "epsilon(" + epsilon + ")";
    }
}
