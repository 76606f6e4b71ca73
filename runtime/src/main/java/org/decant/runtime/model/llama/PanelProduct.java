package org.decant.runtime.model.llama;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Products of panels of a matrix, decoded to floats, with one vector or several.
///
/// A panel is [Lanes#PANEL] rows, one in each lane of two vectors, column after column. So a weight vector meets one
/// number of an input, no sum is ever taken across lanes, and two vectors of rows by four tokens are the eight sums that
/// keep both multipliers of a core busy; with more of them the compiler moves some to memory and back. Panels are
/// decoded some columns at a time, into memory that stays in the nearest cache, once for all tokens.
final class PanelProduct {
    /// Tokens whose inputs are side by side.
    static final int TOKENS = 4;
    /// Columns decoded at a time.
    static final int DEPTH = 256;
    private static final int PANEL = Lanes.PANEL;
    private static final int COUNT = Lanes.COUNT;

    private PanelProduct() {
    }

    /// Tokens of the next block where `tokens` are left. Three are taken as four.
    static int width(int tokens) {
        return tokens >= 3 ? TOKENS : tokens;
    }

    /// The product with all vectors of `inputs`; see [Matrix#multiply]. The sums of a panel lie close together rather
    /// than in `out`, whose rows are often a power of two apart and would share few places of the cache.
    ///
    /// Long on purpose, as the kernels below: methods that the compiler inlines into the forward pass share its budget
    /// there, and vectors end up in memory.
    static void multiply(DecodedMatrix matrix, Inputs inputs, float[] out, int stride, int from, int to, boolean add,
            Scratch scratch) {
        final float[] tile = scratch.tile;
        final float[] sums = scratch.sums;
        final float[] x = inputs.packed();
        final int tokens = inputs.count();
        for (int row = from; row < to; row += PANEL) {
            if (add) {
                for (int token = 0; token < tokens; token++) {
                    System.arraycopy(out, token * stride + row, sums, token * PANEL, PANEL);
                }
            } else {
                Arrays.fill(sums, 0, tokens * PANEL, 0);
            }
            for (int column = 0; column < matrix.depth; column += DEPTH) {
                int depth = Math.min(DEPTH, matrix.depth - column);
                matrix.decode(row / PANEL, column, depth, tile);
                for (int token = 0, width; token < tokens; token += width) {
                    width = width(tokens - token);
                    int at = token * inputs.stride() + column * width;
                    if (width == TOKENS) {
                        four(tile, depth, x, at, sums, token * PANEL);
                    } else if (width == 2) {
                        two(tile, depth, x, at, sums, token * PANEL);
                    } else {
                        one(tile, 0, depth, x, at, sums, token * PANEL);
                    }
                }
            }
            for (int token = 0; token < tokens; token++) {
                System.arraycopy(sums, token * PANEL, out, token * stride + row, PANEL);
            }
        }
    }

    /// sums[t][row] += w[k][row] · x[k][t] for four tokens t.
    private static void four(float[] w, int depth, float[] x, int xAt, float[] sums, int at) {
        if (Warmth.PRODUCTS.isCold()) {
            PlainKernels.four(w, depth, x, xAt, sums, at);
        } else {
            fourVectors(w, depth, x, xAt, sums, at);
        }
    }

    private static void fourVectors(float[] w, int depth, float[] x, int xAt, float[] sums, int at) {
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector a1 = Lanes.load(sums, at + COUNT);
        FloatVector b0 = Lanes.load(sums, at + 2 * COUNT);
        FloatVector b1 = Lanes.load(sums, at + 3 * COUNT);
        FloatVector c0 = Lanes.load(sums, at + 4 * COUNT);
        FloatVector c1 = Lanes.load(sums, at + 5 * COUNT);
        FloatVector d0 = Lanes.load(sums, at + 6 * COUNT);
        FloatVector d1 = Lanes.load(sums, at + 7 * COUNT);
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = Lanes.load(w, k * PANEL);
            FloatVector w1 = Lanes.load(w, k * PANEL + COUNT);
            FloatVector v = Lanes.all(x[xAt + k * TOKENS]);
            a0 = w0.fma(v, a0);
            a1 = w1.fma(v, a1);
            v = Lanes.all(x[xAt + k * TOKENS + 1]);
            b0 = w0.fma(v, b0);
            b1 = w1.fma(v, b1);
            v = Lanes.all(x[xAt + k * TOKENS + 2]);
            c0 = w0.fma(v, c0);
            c1 = w1.fma(v, c1);
            v = Lanes.all(x[xAt + k * TOKENS + 3]);
            d0 = w0.fma(v, d0);
            d1 = w1.fma(v, d1);
        }
        a0.intoArray(sums, at);
        a1.intoArray(sums, at + COUNT);
        b0.intoArray(sums, at + 2 * COUNT);
        b1.intoArray(sums, at + 3 * COUNT);
        c0.intoArray(sums, at + 4 * COUNT);
        c1.intoArray(sums, at + 5 * COUNT);
        d0.intoArray(sums, at + 6 * COUNT);
        d1.intoArray(sums, at + 7 * COUNT);
    }

    /// The same for two tokens; columns 2 i and 2 i + 1 have sums of their own.
    private static void two(float[] w, int depth, float[] x, int xAt, float[] sums, int at) {
        if (Warmth.PRODUCTS.isCold()) {
            PlainKernels.two(w, depth, x, xAt, sums, at);
        } else {
            twoVectors(w, depth, x, xAt, sums, at);
        }
    }

    private static void twoVectors(float[] w, int depth, float[] x, int xAt, float[] sums, int at) {
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector a1 = Lanes.load(sums, at + COUNT);
        FloatVector b0 = Lanes.load(sums, at + 2 * COUNT);
        FloatVector b1 = Lanes.load(sums, at + 3 * COUNT);
        FloatVector c0 = Lanes.all(0);
        FloatVector c1 = c0;
        FloatVector d0 = c0;
        FloatVector d1 = c0;
        for (int i = 0; i < depth / 2; i++) {
            FloatVector w0 = Lanes.load(w, i * 2 * PANEL);
            FloatVector w1 = Lanes.load(w, i * 2 * PANEL + COUNT);
            FloatVector v = Lanes.all(x[xAt + i * 4]);
            a0 = w0.fma(v, a0);
            a1 = w1.fma(v, a1);
            v = Lanes.all(x[xAt + i * 4 + 1]);
            b0 = w0.fma(v, b0);
            b1 = w1.fma(v, b1);
            w0 = Lanes.load(w, i * 2 * PANEL + PANEL);
            w1 = Lanes.load(w, i * 2 * PANEL + PANEL + COUNT);
            v = Lanes.all(x[xAt + i * 4 + 2]);
            c0 = w0.fma(v, c0);
            c1 = w1.fma(v, c1);
            v = Lanes.all(x[xAt + i * 4 + 3]);
            d0 = w0.fma(v, d0);
            d1 = w1.fma(v, d1);
        }
        a0.add(c0).intoArray(sums, at);
        a1.add(c1).intoArray(sums, at + COUNT);
        b0.add(d0).intoArray(sums, at + 2 * COUNT);
        b1.add(d1).intoArray(sums, at + 3 * COUNT);
    }

    /// The same for one token; columns 4 i to 4 i + 3 have sums of their own.
    ///
    /// @param depth a multiple of 4
    static void one(float[] w, int from, int depth, float[] x, int xAt, float[] sums, int at) {
        if (Warmth.PRODUCTS.isCold()) {
            PlainKernels.one(w, from, depth, x, xAt, sums, at);
        } else {
            oneVectors(w, from, depth, x, xAt, sums, at);
        }
    }

    private static void oneVectors(float[] w, int from, int depth, float[] x, int xAt, float[] sums, int at) {
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector a1 = Lanes.load(sums, at + COUNT);
        FloatVector b0 = Lanes.all(0);
        FloatVector b1 = b0;
        FloatVector c0 = b0;
        FloatVector c1 = b0;
        FloatVector d0 = b0;
        FloatVector d1 = b0;
        for (int i = 0; i < depth / 4; i++) {
            FloatVector v = Lanes.all(x[xAt + i * 4]);
            a0 = Lanes.load(w, from + i * 4 * PANEL).fma(v, a0);
            a1 = Lanes.load(w, from + i * 4 * PANEL + COUNT).fma(v, a1);
            v = Lanes.all(x[xAt + i * 4 + 1]);
            b0 = Lanes.load(w, from + i * 4 * PANEL + PANEL).fma(v, b0);
            b1 = Lanes.load(w, from + i * 4 * PANEL + PANEL + COUNT).fma(v, b1);
            v = Lanes.all(x[xAt + i * 4 + 2]);
            c0 = Lanes.load(w, from + i * 4 * PANEL + 2 * PANEL).fma(v, c0);
            c1 = Lanes.load(w, from + i * 4 * PANEL + 2 * PANEL + COUNT).fma(v, c1);
            v = Lanes.all(x[xAt + i * 4 + 3]);
            d0 = Lanes.load(w, from + i * 4 * PANEL + 3 * PANEL).fma(v, d0);
            d1 = Lanes.load(w, from + i * 4 * PANEL + 3 * PANEL + COUNT).fma(v, d1);
        }
        a0.add(b0).add(c0.add(d0)).intoArray(sums, at);
        a1.add(b1).add(c1.add(d1)).intoArray(sums, at + COUNT);
    }

    /// Adds, to each row's product with one vector, `sign` times the sum of factor · inputs over the groups of columns.
    ///
    /// @param factors   of a panel one after the other, for each group those of its rows
    /// @param groupSums the sum of the inputs in each group
    static void offsets(float[] factors, int groups, float sign, float[] groupSums, float[] out, int outAt, int from,
            int to) {
        if (Warmth.PRODUCTS.isCold()) {
            PlainKernels.offsets(factors, groups, sign, groupSums, out, outAt, from, to);
        } else {
            offsetsVectors(factors, groups, sign, groupSums, out, outAt, from, to);
        }
    }

    private static void offsetsVectors(float[] factors, int groups, float sign, float[] groupSums, float[] out,
            int outAt, int from, int to) {
        for (int row = from; row < to; row += PANEL) {
            int first = row * groups;
            FloatVector a = Lanes.all(0);
            FloatVector b = a;
            for (int i = 0; i < groups; i++) {
                FloatVector sum = Lanes.all(groupSums[i]);
                a = Lanes.load(factors, first + i * PANEL).fma(sum, a);
                b = Lanes.load(factors, first + i * PANEL + COUNT).fma(sum, b);
            }
            a.fma(Lanes.all(sign), Lanes.load(out, outAt + row)).intoArray(out, outAt + row);
            b.fma(Lanes.all(sign), Lanes.load(out, outAt + row + COUNT)).intoArray(out, outAt + row + COUNT);
        }
    }
}
