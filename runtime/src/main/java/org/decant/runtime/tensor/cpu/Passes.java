package org.decant.runtime.tensor.cpu;

import org.decant.runtime.VectorModule;

/// Single passes over scores, with vectors where there are many.
final class Passes {

    private Passes() {
    }

    private static boolean vectors(int size) {
        return size >= LoopStep.LONG_ROW && VectorModule.present();
    }

    /// The largest score; not a number where one is not, minus infinity where there are none.
    static double max(double[] scores, int size) {
        if (vectors(size)) {
            return VectorPasses.max(scores, size);
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, scores[i]);
        }
        return max;
    }

    /// Sets `to` to exp(score - max); the sum.
    static double exponentials(double[] scores, int size, double max, double[] to) {
        if (vectors(size)) {
            return VectorPasses.exponentials(scores, size, max, to);
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            to[i] = ScalarOperations.exp(scores[i] - max);
            sum += to[i];
        }
        return sum;
    }

    static double sum(double[] weights, int size) {
        if (vectors(size)) {
            return VectorPasses.sum(weights, size);
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weights[i];
        }
        return sum;
    }

    /// The first place from `from` on whose score is above a limit or not a number; `size` where there is none.
    static int firstNotBelow(double[] scores, int from, int size, double limit) {
        if (vectors(size)) {
            return VectorPasses.firstNotBelow(scores, from, size, limit);
        }
        int at = from;
        while (at < size && scores[at] <= limit) {
            at++;
        }
        return at;
    }
}
