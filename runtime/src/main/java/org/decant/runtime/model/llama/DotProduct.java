package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Products of a matrix with few vectors: two rows are decoded, then multiplied with up to four tokens at once. Their
/// sums stay in registers: eight vectors, as in [LaneProduct].
final class DotProduct {
    /// Columns decoded at a time.
    private static final int CHUNK = 2048;

    private DotProduct() {
    }

    /// Too long to be inlined into the forward pass, as the kernels below; see [ByteMatrix].
    static void multiply(Matrix matrix, Inputs inputs, float[] out, int stride, int from, int to, boolean add,
            Scratch scratch) {
        int tokens = inputs.count();
        int inputStride = inputs.stride();
        float[] x = inputs.values();
        float[] tile = scratch.tile;
        for (int row = from; row < to; row += 2) {
            boolean two = row + 1 < to;
            for (int column = 0; column < matrix.columns; column += CHUNK) {
                int columns = Math.min(CHUNK, matrix.columns - column);
                int padded = Lanes.padded(columns);
                matrix.decode(row, two ? 2 : 1, column, columns, tile, 0, CHUNK);
                for (int i = columns; i < padded; i++) {
                    tile[i] = 0;
                    tile[CHUNK + i] = 0;
                }
                boolean more = add || column > 0;
                int token = 0;
                int at = row;
                for (; token + 4 <= tokens; token += 4, at += 4 * stride) {
                    fourTokens(tile, x, token * inputStride + column, inputStride, padded, out, at, stride, two, more);
                }
                if (token + 2 <= tokens) {
                    twoTokens(tile, x, token * inputStride + column, inputStride, padded, out, at, stride, two, more);
                    token += 2;
                    at += 2 * stride;
                }
                if (token < tokens) {
                    float first = RowProduct.one(tile, 0, x, token * inputStride + column, padded);
                    out[at] = more ? out[at] + first : first;
                    if (two) {
                        float second = RowProduct.one(tile, CHUNK, x, token * inputStride + column, padded);
                        out[at + 1] = more ? out[at + 1] + second : second;
                    }
                }
            }
        }
    }

    /// Two rows by four tokens.
    private static void fourTokens(float[] w, float[] x, int x0, int stride, int count, float[] out, int at,
            int outStride, boolean two, boolean add) {
        final int x1 = x0 + stride;
        final int x2 = x1 + stride;
        final int x3 = x2 + stride;
        FloatVector a0 = Lanes.all(0);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        int steps = count / (1 * Lanes.COUNT);
        for (int j = 0; j < steps; j++) {
            int i = j * 1 * Lanes.COUNT;
            FloatVector w0 = Lanes.load(w, i);
            FloatVector w1 = Lanes.load(w, CHUNK + i);
            FloatVector v = Lanes.load(x, x0 + i);
            a0 = v.fma(w0, a0);
            a1 = v.fma(w1, a1);
            v = Lanes.load(x, x1 + i);
            b0 = v.fma(w0, b0);
            b1 = v.fma(w1, b1);
            v = Lanes.load(x, x2 + i);
            c0 = v.fma(w0, c0);
            c1 = v.fma(w1, c1);
            v = Lanes.load(x, x3 + i);
            d0 = v.fma(w0, d0);
            d1 = v.fma(w1, d1);
        }
        float first = a0.reduceLanes(VectorOperators.ADD);
        float second = a1.reduceLanes(VectorOperators.ADD);
        out[at] = add ? out[at] + first : first;
        if (two) {
            out[at + 1] = add ? out[at + 1] + second : second;
        }
        int to = at + outStride;
        first = b0.reduceLanes(VectorOperators.ADD);
        second = b1.reduceLanes(VectorOperators.ADD);
        out[to] = add ? out[to] + first : first;
        if (two) {
            out[to + 1] = add ? out[to + 1] + second : second;
        }
        to = at + 2 * outStride;
        first = c0.reduceLanes(VectorOperators.ADD);
        second = c1.reduceLanes(VectorOperators.ADD);
        out[to] = add ? out[to] + first : first;
        if (two) {
            out[to + 1] = add ? out[to + 1] + second : second;
        }
        to = at + 3 * outStride;
        first = d0.reduceLanes(VectorOperators.ADD);
        second = d1.reduceLanes(VectorOperators.ADD);
        out[to] = add ? out[to] + first : first;
        if (two) {
            out[to + 1] = add ? out[to + 1] + second : second;
        }
    }

    /// Two rows by two tokens.
    private static void twoTokens(float[] w, float[] x, int x0, int stride, int count, float[] out, int at,
            int outStride, boolean two, boolean add) {
        final int x1 = x0 + stride;
        FloatVector a0 = Lanes.all(0);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        int steps = count / (2 * Lanes.COUNT);
        for (int j = 0; j < steps; j++) {
            int i = j * 2 * Lanes.COUNT;
            FloatVector w0 = Lanes.load(w, i);
            FloatVector w1 = Lanes.load(w, CHUNK + i);
            FloatVector v = Lanes.load(x, x0 + i);
            a0 = v.fma(w0, a0);
            a1 = v.fma(w1, a1);
            v = Lanes.load(x, x1 + i);
            b0 = v.fma(w0, b0);
            b1 = v.fma(w1, b1);
            w0 = Lanes.load(w, i + Lanes.COUNT);
            w1 = Lanes.load(w, CHUNK + i + Lanes.COUNT);
            v = Lanes.load(x, x0 + i + Lanes.COUNT);
            a0 = v.fma(w0, a0);
            a1 = v.fma(w1, a1);
            v = Lanes.load(x, x1 + i + Lanes.COUNT);
            b0 = v.fma(w0, b0);
            b1 = v.fma(w1, b1);
        }
        float first = a0.reduceLanes(VectorOperators.ADD);
        float second = a1.reduceLanes(VectorOperators.ADD);
        out[at] = add ? out[at] + first : first;
        if (two) {
            out[at + 1] = add ? out[at + 1] + second : second;
        }
        int to = at + outStride;
        first = b0.reduceLanes(VectorOperators.ADD);
        second = b1.reduceLanes(VectorOperators.ADD);
        out[to] = add ? out[to] + first : first;
        if (two) {
            out[to + 1] = add ? out[to + 1] + second : second;
        }
    }
}
