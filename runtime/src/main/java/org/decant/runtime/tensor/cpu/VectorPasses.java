package org.decant.runtime.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// What [Passes] does, on vectors. To be linked only where the Vector API is present.
final class VectorPasses {
    private static final int LANES = VectorOperations.LANES;

    private VectorPasses() {
    }

    static double max(double[] scores, int size) {
        DoubleVector a = VectorOperations.all(Double.NEGATIVE_INFINITY);
        DoubleVector b = a;
        int at = 0;
        for (int end = size - 2 * LANES; at <= end; at += 2 * LANES) {
            a = a.max(VectorOperations.load(scores, at));
            b = b.max(VectorOperations.load(scores, at + LANES));
        }
        double max = a.max(b).reduceLanes(VectorOperators.MAX);
        for (; at < size; at++) {
            max = Math.max(max, scores[at]);
        }
        return max;
    }

    static double exponentials(double[] scores, int size, double max, double[] to) {
        DoubleVector sums = VectorOperations.all(0);
        int at = 0;
        for (int end = VectorOperations.bound(size); at < end; at += LANES) {
            DoubleVector weights = VectorOperations.exp(VectorOperations.load(scores, at).sub(max));
            weights.intoArray(to, at);
            sums = sums.add(weights);
        }
        double sum = VectorOperations.sum(sums);
        for (; at < size; at++) {
            to[at] = ScalarOperations.exp(scores[at] - max);
            sum += to[at];
        }
        return sum;
    }

    static double sum(double[] weights, int from, int end) {
        DoubleVector sums = VectorOperations.all(0);
        int at = from;
        for (int bound = from + VectorOperations.bound(end - from); at < bound; at += LANES) {
            sums = sums.add(VectorOperations.load(weights, at));
        }
        double sum = VectorOperations.sum(sums);
        for (; at < end; at++) {
            sum += weights[at];
        }
        return sum;
    }

    static int firstNotBelow(double[] scores, int from, int size, double limit) {
        DoubleVector limits = VectorOperations.all(limit);
        int at = from;
        for (int end = size - 2 * LANES; at <= end; at += 2 * LANES) {
            VectorMask<Double> a = VectorOperations.load(scores, at).compare(VectorOperators.LE, limits);
            VectorMask<Double> b = VectorOperations.load(scores, at + LANES).compare(VectorOperators.LE, limits);
            if (!a.and(b).allTrue()) {
                break;
            }
        }
        while (at < size && scores[at] <= limit) {
            at++;
        }
        return at;
    }

    static int firstNear(double[] scores, int from, int size, double max, double ratio) {
        DoubleVector maxima = VectorOperations.all(max);
        DoubleVector ratios = VectorOperations.all(ratio);
        int at = from;
        for (int end = size - 2 * LANES; at <= end; at += 2 * LANES) {
            VectorMask<Double> a = VectorOperations.load(scores, at).sub(maxima).compare(VectorOperators.LT, ratios);
            VectorMask<Double> b = VectorOperations.load(scores, at + LANES).sub(maxima).compare(VectorOperators.LT, ratios);
            if (!a.and(b).allTrue()) {
                break;
            }
        }
        while (at < size && scores[at] - max < ratio) {
            at++;
        }
        return at;
    }
}
