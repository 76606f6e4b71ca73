package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// What the products with one vector share.
final class RowProduct {
    private static final int CHUNK = 1024;

    private RowProduct() {
    }

    /// The product of a matrix with one vector by way of decoded rows, some columns at a time: few, so that reading the
    /// next ones overlaps with multiplying.
    static void decoded(Matrix matrix, Inputs inputs, float[] out, int outAt, int from, int to, boolean add,
            float[] scratch) {
        for (int row = from; row < to; row++) {
            float sum = add ? out[outAt + row] : 0;
            for (int column = 0; column < matrix.columns; column += CHUNK) {
                int count = Math.min(CHUNK, matrix.columns - column);
                int padded = Lanes.padded(count);
                matrix.decode(row, 1, column, count, scratch, 0, CHUNK);
                for (int i = count; i < padded; i++) {
                    scratch[i] = 0;
                }
                sum += one(scratch, 0, inputs.values(), column, padded);
            }
            out[outAt + row] = sum;
        }
    }

    /// The product of `count` columns, a multiple of [Lanes#PADDING].
    static float one(float[] w, int from, float[] x, int xFrom, int count) {
        final int c = Lanes.COUNT;
        FloatVector s0 = Lanes.all(0);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int steps = count / (8 * c);
        for (int i = 0; i < steps; i++) {
            int at = i * 8 * Lanes.COUNT;
            s0 = Lanes.load(w, from + at).fma(Lanes.load(x, xFrom + at), s0);
            s1 = Lanes.load(w, from + at + c).fma(Lanes.load(x, xFrom + at + c), s1);
            s2 = Lanes.load(w, from + at + 2 * c).fma(Lanes.load(x, xFrom + at + 2 * c), s2);
            s3 = Lanes.load(w, from + at + 3 * c).fma(Lanes.load(x, xFrom + at + 3 * c), s3);
            s0 = Lanes.load(w, from + at + 4 * c).fma(Lanes.load(x, xFrom + at + 4 * c), s0);
            s1 = Lanes.load(w, from + at + 5 * c).fma(Lanes.load(x, xFrom + at + 5 * c), s1);
            s2 = Lanes.load(w, from + at + 6 * c).fma(Lanes.load(x, xFrom + at + 6 * c), s2);
            s3 = Lanes.load(w, from + at + 7 * c).fma(Lanes.load(x, xFrom + at + 7 * c), s3);
        }
        return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }

    /// Adds, to each row's product, `sign` times the sum of factor · inputs over its groups of 32 columns.
    ///
    /// @param factors `groups` for each row
    static void offsets(float[] factors, int groups, float sign, float[] groupSums, float[] out, int outAt, int from,
            int to) {
        for (int row = from; row < to; row++) {
            FloatVector sum = Lanes.all(0);
            for (int i = 0; i < groups; i++) {
                sum = Lanes.load(groupSums, i * Lanes.COUNT).fma(Lanes.all(factors[row * groups + i]), sum);
            }
            out[outAt + row] += sign * sum.reduceLanes(VectorOperators.ADD);
        }
    }
}
