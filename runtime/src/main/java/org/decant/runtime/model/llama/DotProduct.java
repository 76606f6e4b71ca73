package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Products of a matrix with few vectors: three rows are decoded, then multiplied with up to four tokens at once.
final class DotProduct {
    private static final int ROWS = 3;
    /// Columns decoded at a time.
    private static final int CHUNK = 2048;

    private DotProduct() {
    }

    static void multiply(Matrix matrix, Inputs inputs, float[] out, int stride, int from, int to, boolean add,
            Scratch scratch) {
        int tokens = inputs.count();
        float[] x = inputs.values();
        float[] tile = scratch.tile;
        float[] sums = scratch.sums;
        for (int row = from; row < to; row += ROWS) {
            int rows = Math.min(ROWS, to - row);
            for (int column = 0; column < matrix.columns; column += CHUNK) {
                int columns = Math.min(CHUNK, matrix.columns - column);
                int padded = Lanes.padded(columns);
                for (int i = 0; i < rows; i++) {
                    matrix.decode(row + i, column, columns, tile, i * CHUNK);
                    for (int j = columns; j < padded; j++) {
                        tile[i * CHUNK + j] = 0;
                    }
                }
                boolean more = add || column > 0;
                int token = 0;
                for (; token + 4 <= tokens; token += 4) {
                    fourTokens(tile, x, token * inputs.stride() + column, inputs.stride(), padded, sums);
                    store(sums, 4, out, token * stride + row, stride, rows, more);
                }
                if (token + 2 <= tokens) {
                    twoTokens(tile, x, token * inputs.stride() + column, inputs.stride(), padded, sums);
                    store(sums, 2, out, token * stride + row, stride, rows, more);
                    token += 2;
                }
                if (token < tokens) {
                    for (int i = 0; i < rows; i++) {
                        sums[i] = Lanes.dot(tile, i * CHUNK, x, token * inputs.stride() + column, padded);
                    }
                    store(sums, 1, out, token * stride + row, stride, rows, more);
                }
            }
        }
    }

    private static void store(float[] sums, int tokens, float[] out, int at, int stride, int rows, boolean add) {
        for (int token = 0; token < tokens; token++) {
            for (int row = 0; row < rows; row++) {
                float sum = sums[token * ROWS + row];
                int to = at + token * stride + row;
                out[to] = add ? out[to] + sum : sum;
            }
        }
    }

    private static void fourTokens(float[] w, float[] x, int x0, int stride, int count, float[] sums) {
        final int x1 = x0 + stride;
        final int x2 = x1 + stride;
        final int x3 = x2 + stride;
        FloatVector a0 = Lanes.all(0);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector w0 = Lanes.load(w, i);
            FloatVector w1 = Lanes.load(w, CHUNK + i);
            FloatVector w2 = Lanes.load(w, 2 * CHUNK + i);
            FloatVector v = Lanes.load(x, x0 + i);
            a0 = v.fma(w0, a0);
            a1 = v.fma(w1, a1);
            a2 = v.fma(w2, a2);
            v = Lanes.load(x, x1 + i);
            b0 = v.fma(w0, b0);
            b1 = v.fma(w1, b1);
            b2 = v.fma(w2, b2);
            v = Lanes.load(x, x2 + i);
            c0 = v.fma(w0, c0);
            c1 = v.fma(w1, c1);
            c2 = v.fma(w2, c2);
            v = Lanes.load(x, x3 + i);
            d0 = v.fma(w0, d0);
            d1 = v.fma(w1, d1);
            d2 = v.fma(w2, d2);
        }
        sums[0] = a0.reduceLanes(VectorOperators.ADD);
        sums[1] = a1.reduceLanes(VectorOperators.ADD);
        sums[2] = a2.reduceLanes(VectorOperators.ADD);
        sums[3] = b0.reduceLanes(VectorOperators.ADD);
        sums[4] = b1.reduceLanes(VectorOperators.ADD);
        sums[5] = b2.reduceLanes(VectorOperators.ADD);
        sums[6] = c0.reduceLanes(VectorOperators.ADD);
        sums[7] = c1.reduceLanes(VectorOperators.ADD);
        sums[8] = c2.reduceLanes(VectorOperators.ADD);
        sums[9] = d0.reduceLanes(VectorOperators.ADD);
        sums[10] = d1.reduceLanes(VectorOperators.ADD);
        sums[11] = d2.reduceLanes(VectorOperators.ADD);
    }

    private static void twoTokens(float[] w, float[] x, int x0, int stride, int count, float[] sums) {
        final int x1 = x0 + stride;
        FloatVector a0 = Lanes.all(0);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector w0 = Lanes.load(w, i);
            FloatVector w1 = Lanes.load(w, CHUNK + i);
            FloatVector w2 = Lanes.load(w, 2 * CHUNK + i);
            FloatVector v = Lanes.load(x, x0 + i);
            a0 = v.fma(w0, a0);
            a1 = v.fma(w1, a1);
            a2 = v.fma(w2, a2);
            v = Lanes.load(x, x1 + i);
            b0 = v.fma(w0, b0);
            b1 = v.fma(w1, b1);
            b2 = v.fma(w2, b2);
        }
        sums[0] = a0.reduceLanes(VectorOperators.ADD);
        sums[1] = a1.reduceLanes(VectorOperators.ADD);
        sums[2] = a2.reduceLanes(VectorOperators.ADD);
        sums[3] = b0.reduceLanes(VectorOperators.ADD);
        sums[4] = b1.reduceLanes(VectorOperators.ADD);
        sums[5] = b2.reduceLanes(VectorOperators.ADD);
    }
}
