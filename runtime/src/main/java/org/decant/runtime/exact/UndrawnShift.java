package org.decant.runtime.exact;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.random.CodePoint;
import org.decant.runtime.random.Draws;

/// The shift of evenly spaced numbers, for who enumerates choices: it is not drawn. What is known of it are the parts of [0, 1)
/// where it may lie; each token that one of the numbers decides is one choice, which leaves some of them.
public final class UndrawnShift {
    /// A part so much smaller than all of them together comes of rounding.
    private static final double ROUNDING = 1e-12;

    private final ToIntFunction<double[]> choose;
    /// From, to, from, to, …
    private double[] parts = {0, 1};

    private UndrawnShift(ToIntFunction<double[]> choose) {
        this.choose = choose;
    }

    /// Numbers in [0, 1), spaced evenly round a circle that is turned by a shift.
    ///
    /// @param choose draws an index in proportion to weights
    public static CodePoint[] points(int count, ToIntFunction<double[]> choose) {
        UndrawnShift shift = new UndrawnShift(choose);
        CodePoint[] points = new CodePoint[count];
        for (int i = 0; i < count; i++) {
            points[i] = shift.new Point((double) i / count, 0, 1);
        }
        return points;
    }

    /// The shifts for which a number that is `turned` against the shift lies in a stretch of [0, 1).
    private double[] within(double turned, double from, double to) {
        double[] found = new double[2 * parts.length];
        int size = 0;
        for (int i = 0; i < parts.length; i += 2) {
            for (int round = 0; round <= 1; round++) {
                double low = Math.max(parts[i], from - turned + round);
                double high = Math.min(parts[i + 1], to - turned + round);
                if (high > low) {
                    found[size++] = low;
                    found[size++] = high;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    private static double measure(double[] parts) {
        double sum = 0;
        for (int i = 0; i < parts.length; i += 2) {
            sum += parts[i + 1] - parts[i];
        }
        return sum;
    }

    /// A number of which so much is decided as it lies in a stretch of [0, 1).
    private final class Point implements CodePoint {
        private final double turned;
        private final double from;
        private final double width;

        Point(double turned, double from, double width) {
            this.turned = turned;
            this.from = from;
            this.width = width;
        }

        @Override
        public Decoded decode(Dist dist, Draws draws) {
            double[] probabilities = dist.probabilities();
            double[] begins = new double[probabilities.length];
            double[][] left = new double[probabilities.length][];
            double[] weights = new double[probabilities.length];
            double all = measure(parts);
            double at = from;
            for (int id = 0; id < probabilities.length; id++) {
                begins[id] = at;
                at += width * probabilities[id];
                left[id] = within(turned, begins[id], at);
                double weight = measure(left[id]);
                weights[id] = weight < all * ROUNDING ? 0 : weight;
            }
            int chosen = choose.applyAsInt(weights);
            parts = left[chosen];
            return new Decoded(dist.vocabulary().token(chosen),
                    new Point(turned, begins[chosen], width * probabilities[chosen]));
        }
    }
}
