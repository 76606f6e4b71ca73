package org.decant.runtime.distribution;

import java.util.Arrays;
import org.decant.runtime.context.Context;

/// Tail-free sampling (Bricken, 2019): cuts where the curve of the sorted probabilities has become flat.
///
/// With p_1 >= p_2 >= ... the probabilities of the possible tokens, the curvatures |p_i - 2 p_(i+1) + p_(i+2)| are
/// scaled to sum to 1. The first i at which their running sum is above `z` is the cut: the tokens up to i stay. The
/// running sum never passes 1, so `z` = 1 keeps everything; so do fewer than three possible tokens and a curve without
/// curvature. Of equally likely tokens those of the smaller ids come first.
public record TailFree(double z) implements Transform {
    /// Curvatures below this are differences of equal numbers.
    private static final double ROUNDING = 1e-15;

    public TailFree {
        Parameter.checkFraction("tail_free", "z", z);
    }

    /// @param z from 0 to 1; 1 keeps everything
    public static TailFree of(double z) {
        return new TailFree(z);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double normalizer = Kernels.logSumExp(scores);
        if (!Double.isFinite(normalizer)) {
            return;
        }
        double[] ascending = scores.clone();
        Arrays.sort(ascending);
        int possible = 0;
        while (possible < scores.length && ascending[scores.length - 1 - possible] > Double.NEGATIVE_INFINITY) {
            possible++;
        }
        double[] probabilities = new double[possible];
        for (int i = 0; i < possible; i++) {
            probabilities[i] = Math.exp(ascending[scores.length - 1 - i] - normalizer);
        }
        int kept = keptOf(probabilities);
        if (kept < possible) {
            keepLargest(kept, ascending[scores.length - kept], scores);
        }
    }

    private int keptOf(double[] probabilities) {
        double total = 0;
        for (int i = 0; i + 2 < probabilities.length; i++) {
            total += curvature(probabilities, i);
        }
        double sum = 0;
        for (int i = 0; i + 2 < probabilities.length; i++) {
            sum += curvature(probabilities, i);
            if (sum > z * total) {
                return i + 1;
            }
        }
        return probabilities.length;
    }

    private static double curvature(double[] p, int i) {
        double curvature = Math.abs((p[i] - p[i + 1]) - (p[i + 1] - p[i + 2]));
        return curvature < ROUNDING ? 0 : curvature;
    }

    /// Keeps `count` tokens, `least` being the smallest score among them.
    private static void keepLargest(int count, double least, double[] scores) {
        int ties = count;
        for (double score : scores) {
            if (score > least) {
                ties--;
            }
        }
        for (int id = 0; id < scores.length; id++) {
            if (scores[id] < least || scores[id] == least && ties-- <= 0) {
                scores[id] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    @Override
    public String describe() {
        return "tail_free(" + z + ")";
    }
}
