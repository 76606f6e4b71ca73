package org.decant.bench.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The chains as somebody would write them in plain Java, each for itself: loops over the scores, a heap for the largest, a
/// sort where all are needed in order.
final class ByHand {

    private ByHand() {
    }

    static int sample(double[] x, double temperature, int k, double p, double uniform) {
        int[] order = k < x.length ? largest(x, k) : sorted(x);
        double max = x[order[0]];
        double[] weights = new double[order.length];
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            weights[i] = Math.exp((x[order[i]] - max) / temperature);
            sum += weights[i];
        }
        int kept = 0;
        double reached = 0;
        while (kept < order.length && reached < p * sum) {
            reached += weights[kept++];
        }
        return order[draw(weights, kept, uniform * reached)];
    }

    /// The places of the largest, falling.
    private static int[] largest(double[] x, int k) {
        PriorityQueue<Integer> heap = new PriorityQueue<>(k, Comparator.comparingDouble(i -> x[i]));
        for (int i = 0; i < x.length; i++) {
            if (heap.size() < k) {
                heap.add(i);
            } else if (x[i] > x[heap.element()]) {
                heap.remove();
                heap.add(i);
            }
        }
        int[] order = new int[heap.size()];
        for (int i = order.length - 1; i >= 0; i--) {
            order[i] = heap.remove();
        }
        return order;
    }

    private static int[] sorted(double[] x) {
        Integer[] places = new Integer[x.length];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, Comparator.comparingDouble(i -> -x[i]));
        return Arrays.stream(places).mapToInt(i -> i).toArray();
    }

    private static int draw(double[] weights, int count, double left) {
        double rest = left;
        for (int i = 0; i < count; i++) {
            rest -= weights[i];
            if (rest < 0) {
                return i;
            }
        }
        return count - 1;
    }

    static double max(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : x) {
            if (score > max) {
                max = score;
            }
        }
        return max;
    }

    private static double[] exponentials(double[] x, double max) {
        double[] weights = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            weights[i] = Math.exp(x[i] - max);
        }
        return weights;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double number : x) {
            sum += number;
        }
        return sum;
    }

    static int minP(double[] x, double p, double uniform) {
        double limit = max(x) + Math.log(p);
        double[] weights = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] >= limit) {
                weights[i] = Math.exp(x[i] - limit);
                sum += weights[i];
            }
        }
        return draw(weights, weights.length, uniform * sum);
    }

    static int contrast(double[] x, double[] y, double p, double weight) {
        double limit = max(x) + Math.log(p);
        int best = -1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            // the normalisers move all alike
            if (x[i] >= limit && x[i] - weight * y[i] > largest) {
                largest = x[i] - weight * y[i];
                best = i;
            }
        }
        return best;
    }

    static int mix(double[] x, double[] y, double weight, double uniform) {
        double[] ofX = exponentials(x, max(x));
        double[] ofY = exponentials(y, max(y));
        double factorX = (1 - weight) / sum(ofX);
        double factorY = weight / sum(ofY);
        double left = uniform;
        for (int i = 0; i < x.length; i++) {
            left -= factorX * ofX[i] + factorY * ofY[i];
            if (left < 0) {
                return i;
            }
        }
        return x.length - 1;
    }
}
