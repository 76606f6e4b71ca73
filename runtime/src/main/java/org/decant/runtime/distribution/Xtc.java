package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Exclude top choices (Weidmann, 2024): with probability `probability`, excludes every token that has at least the
/// probability `threshold` except the least likely of these.
///
/// Samplers flip a coin for this. Here nothing is drawn: the result is the mixture (1 - probability) d + probability
/// xtc(d) of the distribution d and its truncation xtc(d), and a sample of the mixture has the same distribution as a
/// sample taken after the coin. So the result is a distribution like any other, and a draft may be verified against it
/// losslessly. A transform that comes after this one changes the mixture, not its two parts; put it last to sample
/// exactly as with a coin.
///
/// Of equally likely tokens those of the smaller ids count as the more likely ones. Where fewer than two tokens reach
/// the threshold, as is always so above 0.5, nothing changes.
public record Xtc(double probability, double threshold) implements Transform {

    public Xtc {
        Parameter.checkFraction("xtc", "probability", probability);
        Parameter.checkFraction("xtc", "threshold", threshold);
    }

    /// @param probability of the exclusion, from 0 to 1
    /// @param threshold   from 0 to 1
    public static Xtc of(double probability, double threshold) {
        return new Xtc(probability, threshold);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double normalizer = Kernels.logSumExp(scores);
        if (!Double.isFinite(normalizer) || probability == 0) {
            return;
        }
        double cutoff = normalizer + Math.log(threshold);
        int choices = 0;
        int spared = -1;
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] >= cutoff && scores[id] > Double.NEGATIVE_INFINITY) {
                choices++;
                if (spared < 0 || scores[id] <= scores[spared]) {
                    spared = id;
                }
            }
        }
        if (choices >= 2) {
            mix(scores, normalizer, cutoff, spared);
        }
    }

    private void mix(double[] scores, double normalizer, double cutoff, int spared) {
        double largestKept = scores[spared];
        double kept = 0;
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] < cutoff || id == spared) {
                kept += Math.exp(scores[id] - largestKept);
            }
        }
        // d times what the mixture makes of it: both parts for a kept token, the first part alone for an excluded one
        double renormalization = normalizer - largestKept - Math.log(kept);
        double logFirst = Math.log1p(-probability);
        double logBoth = Kernels.logAdd(logFirst, Math.log(probability) + renormalization);
        for (int id = 0; id < scores.length; id++) {
            scores[id] += scores[id] < cutoff || id == spared ? logBoth : logFirst;
        }
    }

    @Override
    public String describe() {
        return "xtc(" + probability + ", " + threshold + ")";
    }
}
