package org.decant.runtime.distribution;

/// The loops over a whole vocabulary that distributions are made with.
public final class Kernels {

    private Kernels() {
    }

    /// The index of the largest value, the first where several are equal; NaN is never the largest.
    public static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best] || Double.isNaN(values[best])) {
                best = i;
            }
        }
        return best;
    }

    /// The first index at which the running sum of the weights is above `uniform` (from [0, 1)) times the whole.
    ///
    /// @throws IllegalArgumentException where no weight is positive
    public static int place(double[] weights, double uniform) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = uniform * sum;
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        if (last < 0) {
            throw new IllegalArgumentException("no weight is positive");
        }
        return last; // rounding left a little over
    }

    public static double max(double[] values) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    /// log(sum of exp(value)), without overflow; minus infinity where all values are.
    public static double logSumExp(double[] values) {
        double max = max(values);
        if (Double.isInfinite(max) || Double.isNaN(max)) {
            return max;
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - max);
        }
        return max + Math.log(sum);
    }

    /// log(exp(a) + exp(b))
    public static double logAdd(double a, double b) {
        double max = Math.max(a, b);
        return max == Double.NEGATIVE_INFINITY ? max : max + Math.log1p(Math.exp(Math.min(a, b) - max));
    }

    /// The entropy in nats of the distribution with natural-log `scores`, whose log-sum-exp is `normalizer`, a finite
    /// number.
    public static double entropy(double[] scores, double normalizer) {
        double entropy = 0;
        for (double score : scores) {
            double logProbability = score - normalizer;
            double probability = Math.exp(logProbability);
            if (probability > 0) {
                entropy -= probability * logProbability;
            }
        }
        return Math.max(0, entropy);
    }

    /// The cosine of the angle between two vectors of one length, from -1 to 1; 0 where one of them has the length 0.
    public static double cosine(double[] a, double[] b) {
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        double norms = Math.sqrt(squareA) * Math.sqrt(squareB);
        return norms == 0 ? 0 : Math.clamp(dot / norms, -1, 1);
    }
}
