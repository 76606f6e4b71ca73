package org.decant.runtime.tensor.cpu;

import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.Value;

/// Draws from distributions, given a uniform number. Its memory is kept from one call to the next.
final class Choice {
    private static final int PART = LoopStep.LONG_ROW;

    /// Whether passes use vectors.
    boolean vectors;
    private double[] weights = new double[0];
    private double[] sums = new double[0];

    /// The first place at which the running sum of exp(score) is above `uniform` times the whole.
    double draw(Value value, double[] scores, int size, double uniform) {
        double max = Passes.max(scores, size, vectors);
        if (!Double.isFinite(max)) {
            throw ProgramFailure.noDistribution(value, max);
        }
        if (weights.length < size) {
            weights = new double[size];
        }
        Passes.exponentials(scores, size, max, weights, vectors);
        return choose(value, weights, size, uniform);
    }

    /// The first place at which the running sum of the weights is above `uniform` times the whole. Weights are added up in parts
    /// first, so that only one part is looked at one by one.
    double choose(Value value, double[] weights, int size, double uniform) {
        int parts = (size + PART - 1) / PART;
        if (sums.length < parts) {
            sums = new double[parts];
        }
        double sum = 0;
        for (int part = 0; part < parts; part++) {
            sums[part] = Passes.sum(weights, part * PART, Math.min(size, (part + 1) * PART), vectors);
            sum += sums[part];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw ProgramFailure.noDistribution(value, Math.log(sum));
        }
        double left = uniform * sum;
        int part = 0;
        for (; part < parts - 1 && left >= sums[part]; part++) {
            left -= sums[part];
        }
        return place(weights, part * PART, size, left);
    }

    private static double place(double[] weights, int from, int size, double reached) {
        double left = reached;
        int last = -1;
        for (int i = from; i < size; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        // rounding left a little over
        for (int i = from - 1; last < 0; i--) {
            last = weights[i] > 0 ? i : -1;
        }
        return last;
    }
}
