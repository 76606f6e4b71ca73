package org.decant.runtime.model.table;

import java.util.SplittableRandom;
import org.decant.runtime.context.Context;

/// Random distributions that are a function of a seed and the last tokens of a context, made anew when asked for.
final class RandomRows implements TableModel.Rows {
    private final long seed;
    private final int size;
    private final int order;
    private final TableShape shape;

    RandomRows(long seed, int size, int order, TableShape shape) {
        this.seed = seed;
        this.size = size;
        this.order = order;
        this.shape = shape;
    }

    @Override
    public double[] row(Context context) {
        long key = mix(seed);
        Context at = context;
        for (int i = 0; i < order && at.last() != null; i++) {
            key = mix(key ^ at.last().id() + 1);
            at = at.parent();
        }
        double[] row = weights(new SplittableRandom(key));
        double sum = 0;
        for (double weight : row) {
            sum += weight;
        }
        for (int i = 0; i < size; i++) {
            row[i] = Math.log(row[i] / sum);
        }
        return row;
    }

    @Override
    public int order() {
        return order;
    }

    private double[] weights(SplittableRandom random) {
        double[] weights = new double[size];
        int chosen = random.nextInt(size);
        for (int i = 0; i < size; i++) {
            weights[i] = switch (shape) {
                case VARIED, PEAKED -> random.nextExponential();
                case FLAT -> 1 + 0.1 * random.nextDouble();
                case ZEROS -> random.nextBoolean() ? random.nextExponential() : 0;
                case TIES -> 1 + random.nextInt(2);
                case CERTAIN -> 0;
            };
        }
        switch (shape) {
            case PEAKED -> weights[chosen] += 10.0 * size;
            case ZEROS -> weights[chosen] += 0.1;
            case TIES -> {
                weights[chosen] = 2;
                weights[(chosen + 1) % size] = 2;
            }
            case CERTAIN -> weights[chosen] = 1;
            case VARIED, FLAT -> { }
        }
        return weights;
    }

    /// SplitMix64's finaliser (Steele, Lea and Flood, 2014).
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
