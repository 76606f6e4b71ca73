package org.decant.runtime.tensor.cpu;

import org.decant.runtime.VectorModule;

/// Single passes over scores. Where there are many, sums are made in the order that vectors make them in, with vectors or
/// without.
final class Passes {

    private Passes() {
    }

    private static boolean many(int size) {
        return size >= LoopStep.LONG_ROW && VectorModule.present();
    }

    /// The largest score; not a number where one is not, minus infinity where there are none.
    static double max(double[] scores, int size, boolean vectors) {
        if (vectors && many(size)) {
            return VectorPasses.max(scores, size);
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, scores[i]);
        }
        return max;
    }

    /// Sets `to` to exp(score - max); the sum.
    static double exponentials(double[] scores, int size, double max, double[] to, boolean vectors) {
        if (vectors && many(size)) {
            return VectorPasses.exponentials(scores, size, max, to);
        }
        for (int i = 0; i < size; i++) {
            to[i] = ScalarOperations.exp(scores[i] - max);
        }
        return sum(to, 0, size, vectors);
    }

    static double sum(double[] weights, int from, int end, boolean vectors) {
        double sum = 0;
        int at = from;
        if (many(end - from)) {
            if (vectors) {
                return VectorPasses.sum(weights, from, end);
            }
            double[] lanes = VectorOperations.newLanes();
            for (int bound = from + VectorOperations.bound(end - from); at < bound; at += lanes.length) {
                for (int lane = 0; lane < lanes.length; lane++) {
                    lanes[lane] += weights[at + lane];
                }
            }
            sum = VectorOperations.sum(lanes);
        }
        for (; at < end; at++) {
            sum += weights[at];
        }
        return sum;
    }

    /// The first place from `from` on whose score is not further below `max` than `ratio`, at most 0, or not a number; `size` where
    /// there is none.
    static int firstNear(double[] scores, int from, int size, double max, double ratio, boolean vectors) {
        if (vectors && many(size)) {
            return VectorPasses.firstNear(scores, from, size, max, ratio);
        }
        int at = from;
        while (at < size && scores[at] - max < ratio) {
            at++;
        }
        return at;
    }

    /// The first place from `from` on whose score is above a limit or not a number; `size` where there is none.
    static int firstNotBelow(double[] scores, int from, int size, double limit, boolean vectors) {
        if (vectors && many(size)) {
            return VectorPasses.firstNotBelow(scores, from, size, limit);
        }
        int at = from;
        while (at < size && scores[at] <= limit) {
            at++;
        }
        return at;
    }
}
