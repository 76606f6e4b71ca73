package org.decant.runtime.distribution;

import java.util.Arrays;
import org.decant.runtime.vocabulary.Token;

/// What the largest of one distribution's log-probabilities plus Gumbel noise says of another's with the same noise (the
/// counterfactual of Oberst and Sontag, 2019), in closed form.
///
/// With -log of exponential numbers E for the noise, the largest of log p + noise is the smallest of E / p. Let it be i. Then j is
/// the smallest of E / q where every other E is at least max(E_i p / p_i, E_j q / q_j); all that is left to integrate
/// over is the ratio r = E_j / E_i, piecewise.
final class SharedNoise {

    private SharedNoise() {
    }

    /// The distribution of the token of the largest log q + noise.
    ///
    /// @param largest the token of the largest log p + noise, of positive probability
    static Dist given(Dist p, Token largest, Dist q) {
        double[] first = p.probabilities();
        double[] second = q.probabilities();
        int i = largest.id();
        double[] weights = new double[second.length];
        for (int j = 0; j < weights.length; j++) {
            if (second[j] > 0) {
                weights[j] = j == i ? same(first, second, i) : other(first, second, i, j);
            }
        }
        return Dist.ofWeights(q.vocabulary(), weights);
    }

    /// The probability that both are i.
    private static double same(double[] p, double[] q, int i) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum += Math.max(p[k] / p[i], q[k] / q[i]);
        }
        return 1 / sum;
    }

    /// The probability that they are i and j: the integral of (constant + slope r)^-2 over the ratios for which neither is passed.
    private static double other(double[] p, double[] q, int i, int j) {
        double[] bends = new double[p.length];
        int count = 0;
        double from = p[j] / p[i];
        double to = q[i] > 0 ? q[j] / q[i] : Double.POSITIVE_INFINITY;
        for (int k = 0; k < p.length; k++) {
            double bend = p[k] / p[i] * q[j] / q[k];
            if (k != i && k != j && q[k] > 0 && bend > from && bend < to) {
                bends[count++] = bend;
            }
        }
        bends[count++] = Math.max(from, to);
        Arrays.sort(bends, 0, count);
        double sum = 0;
        for (int piece = 0; piece < count; piece++) {
            sum += piece(p, q, i, j, from, bends[piece]);
            from = bends[piece];
        }
        return sum;
    }

    private static double piece(double[] p, double[] q, int i, int j, double from, double to) {
        if (!(to > from)) {
            return 0;
        }
        double middle = to == Double.POSITIVE_INFINITY ? 2 * from + 1 : from + (to - from) / 2;
        double constant = 1;
        double slope = 1;
        for (int k = 0; k < p.length; k++) {
            if (k != i && k != j) {
                if (p[k] / p[i] >= middle * q[k] / q[j]) {
                    constant += p[k] / p[i];
                } else {
                    slope += q[k] / q[j];
                }
            }
        }
        double below = constant + slope * from;
        return to == Double.POSITIVE_INFINITY ? 1 / (slope * below) : (to - from) / (below * (constant + slope * to));
    }
}
