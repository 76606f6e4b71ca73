package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Keeps the `k` tokens of the largest scores (Fan et al., 2018), exactly `k` where that many are possible: of tokens
/// with equal scores those of the smaller ids stay.
public record TopK(int k) implements Transform {

    public TopK {
        Parameter.check(k >= 1, "top_k", "k", k, "at least 1");
    }

    /// @param k at least 1; as large as the vocabulary or larger keeps everything
    public static TopK of(int k) {
        return new TopK(k);
    }

    @Override
    public void apply(double[] scores, Context context) {
        if (k >= scores.length || !Double.isFinite(Kernels.max(scores))) {
            return;
        }
        int[] kept = Ranking.largest(scores, k);
        Truncation.after(kept[kept.length - 1], scores, scores);
    }

    @Override
    public String describe() {
        return "top_k(" + k + ")";
    }
}
