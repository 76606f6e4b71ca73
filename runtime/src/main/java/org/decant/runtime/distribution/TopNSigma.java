package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Top-n-sigma sampling (Tang et al., 2024): keeps the tokens whose score is at most `n` standard deviations below the
/// largest. The deviation is that of the scores of all possible tokens, divided by their number. Temperature before or
/// after makes no difference to what is kept. Tokens of equal scores stay or go together.
public record TopNSigma(double n) implements Transform {

    public TopNSigma {
        Parameter.check(n >= 0 && n < Double.POSITIVE_INFINITY, "top_n_sigma", "n", n,
                "a finite number of at least 0");
    }

    /// @param n at least 0; 0 keeps only the tokens of the largest score; the paper uses 1
    public static TopNSigma of(double n) {
        return new TopNSigma(n);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double largest = Kernels.max(scores);
        if (!Double.isFinite(largest)) {
            return;
        }
        int possible = 0;
        double sum = 0; // of the distances to the largest score, which are smaller numbers than scores
        for (double score : scores) {
            if (score > Double.NEGATIVE_INFINITY) {
                possible++;
                sum += score - largest;
            }
        }
        double mean = largest + sum / possible;
        double squares = 0;
        for (double score : scores) {
            if (score > Double.NEGATIVE_INFINITY) {
                squares += (score - mean) * (score - mean);
            }
        }
        Truncation.below(scores, largest - n * Math.sqrt(squares / possible), largest);
    }

    @Override
    public String describe() {
        return "top_n_sigma(" + n + ")";
    }
}
