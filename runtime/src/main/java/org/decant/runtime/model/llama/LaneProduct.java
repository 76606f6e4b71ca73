package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;

/// Products of a matrix with many vectors, one token in each lane. No sum ever has to be taken across lanes.
///
/// A panel of rows is decoded a chunk of columns at a time, into memory that stays in the nearest cache; the kernels
/// multiply it with blocks of tokens. Their sums, up to twelve vectors, stay in registers.
final class LaneProduct {
    /// Tokens in a block.
    static final int BLOCK = 32;
    /// With this number of tokens or fewer, sums across lanes cost less than empty lanes.
    static final int FEWEST = Lanes.COUNT / 2;
    /// Columns of a block of tokens that the nearest cache holds beside the decoded weights.
    private static final int DEPTH = 128;

    private LaneProduct() {
    }

    /// The lanes used for `tokens` tokens, at most a block of them.
    static int width(int tokens) {
        return Math.min(BLOCK, Math.ceilDiv(tokens, Lanes.COUNT) * Lanes.COUNT);
    }

    static void multiply(Matrix matrix, Inputs inputs, float[] out, int stride, int from, int to, boolean add,
            Scratch scratch) {
        float[] sums = scratch.sums;
        int tokens = inputs.count();
        int sumStride = Math.ceilDiv(tokens, BLOCK) * BLOCK;
        for (int row = from; row < to; row += Scratch.PANEL) {
            int rows = Math.min(Scratch.PANEL, to - row);
            java.util.Arrays.fill(sums, 0, Scratch.PANEL * sumStride, 0);
            for (int column = 0; column < matrix.columns; column += Scratch.CHUNK) {
                int columns = Math.min(Scratch.CHUNK, matrix.columns - column);
                for (int i = 0; i < rows; i++) {
                    matrix.decode(row + i, column, columns, scratch.tile, i * Scratch.CHUNK);
                }
                chunk(scratch, inputs, rows, column, columns, sumStride);
            }
            for (int token = 0; token < tokens; token++) {
                int at = token * stride + row;
                for (int i = 0; i < rows; i++) {
                    float sum = sums[i * sumStride + token];
                    out[at + i] = add ? out[at + i] + sum : sum;
                }
            }
        }
    }

    /// Rows of the panel behind the last true one hold old numbers; their sums are never looked at.
    private static void chunk(Scratch scratch, Inputs inputs, int rows, int column, int columns, int sumStride) {
        for (int first = 0; first < inputs.count(); first += BLOCK) {
            int width = width(inputs.count() - first);
            int block = first * inputs.stride();
            for (int depth = 0; depth < columns; depth += DEPTH) {
                int count = Math.min(DEPTH, columns - depth);
                int x = block + (column + depth) * width;
                switch (width / Lanes.COUNT) {
                    case 1 -> {
                        for (int i = 0; i < rows; i += 8) {
                            oneVector(scratch.tile, i * Scratch.CHUNK + depth, inputs.lanes(), x, count, scratch.sums,
                                    i * sumStride + first, sumStride);
                        }
                    }
                    case 2 -> {
                        for (int i = 0; i < rows; i += 6) {
                            twoVectors(scratch.tile, i * Scratch.CHUNK + depth, inputs.lanes(), x, count,
                                    scratch.sums, i * sumStride + first, sumStride);
                        }
                    }
                    case 3 -> {
                        for (int i = 0; i < rows; i += 4) {
                            threeVectors(scratch.tile, i * Scratch.CHUNK + depth, inputs.lanes(), x, count,
                                    scratch.sums, i * sumStride + first, sumStride);
                        }
                    }
                    default -> {
                        for (int lane = 0; lane < width; lane += 4 * Lanes.COUNT) {
                            for (int i = 0; i < rows; i += 3) {
                                fourVectors(scratch.tile, i * Scratch.CHUNK + depth, inputs.lanes(), x + lane, width,
                                        count, scratch.sums, i * sumStride + first + lane, sumStride);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Eight rows by one vector of tokens.
    private static void oneVector(float[] w, int w0, float[] x, int xAt, int count, float[] sums, int at, int stride) {
        final int w1 = w0 + Scratch.CHUNK;
        final int w2 = w1 + Scratch.CHUNK;
        final int w3 = w2 + Scratch.CHUNK;
        final int w4 = w3 + Scratch.CHUNK;
        final int w5 = w4 + Scratch.CHUNK;
        final int w6 = w5 + Scratch.CHUNK;
        final int w7 = w6 + Scratch.CHUNK;
        FloatVector s0 = Lanes.load(sums, at);
        FloatVector s1 = Lanes.load(sums, at + stride);
        FloatVector s2 = Lanes.load(sums, at + 2 * stride);
        FloatVector s3 = Lanes.load(sums, at + 3 * stride);
        FloatVector s4 = Lanes.load(sums, at + 4 * stride);
        FloatVector s5 = Lanes.load(sums, at + 5 * stride);
        FloatVector s6 = Lanes.load(sums, at + 6 * stride);
        FloatVector s7 = Lanes.load(sums, at + 7 * stride);
        for (int i = 0; i < count; i++) {
            FloatVector v = Lanes.load(x, xAt + i * Lanes.COUNT);
            s0 = v.fma(Lanes.all(w[w0 + i]), s0);
            s1 = v.fma(Lanes.all(w[w1 + i]), s1);
            s2 = v.fma(Lanes.all(w[w2 + i]), s2);
            s3 = v.fma(Lanes.all(w[w3 + i]), s3);
            s4 = v.fma(Lanes.all(w[w4 + i]), s4);
            s5 = v.fma(Lanes.all(w[w5 + i]), s5);
            s6 = v.fma(Lanes.all(w[w6 + i]), s6);
            s7 = v.fma(Lanes.all(w[w7 + i]), s7);
        }
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + stride);
        s2.intoArray(sums, at + 2 * stride);
        s3.intoArray(sums, at + 3 * stride);
        s4.intoArray(sums, at + 4 * stride);
        s5.intoArray(sums, at + 5 * stride);
        s6.intoArray(sums, at + 6 * stride);
        s7.intoArray(sums, at + 7 * stride);
    }

    /// Six rows by two vectors of tokens.
    private static void twoVectors(float[] w, int w0, float[] x, int xAt, int count, float[] sums, int at,
            int stride) {
        final int c = Lanes.COUNT;
        final int w1 = w0 + Scratch.CHUNK;
        final int w2 = w1 + Scratch.CHUNK;
        final int w3 = w2 + Scratch.CHUNK;
        final int w4 = w3 + Scratch.CHUNK;
        final int w5 = w4 + Scratch.CHUNK;
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector b0 = Lanes.load(sums, at + c);
        FloatVector a1 = Lanes.load(sums, at + stride);
        FloatVector b1 = Lanes.load(sums, at + stride + c);
        FloatVector a2 = Lanes.load(sums, at + 2 * stride);
        FloatVector b2 = Lanes.load(sums, at + 2 * stride + c);
        FloatVector a3 = Lanes.load(sums, at + 3 * stride);
        FloatVector b3 = Lanes.load(sums, at + 3 * stride + c);
        FloatVector a4 = Lanes.load(sums, at + 4 * stride);
        FloatVector b4 = Lanes.load(sums, at + 4 * stride + c);
        FloatVector a5 = Lanes.load(sums, at + 5 * stride);
        FloatVector b5 = Lanes.load(sums, at + 5 * stride + c);
        for (int i = 0; i < count; i++) {
            FloatVector va = Lanes.load(x, xAt + i * 2 * c);
            FloatVector vb = Lanes.load(x, xAt + i * 2 * c + c);
            FloatVector f = Lanes.all(w[w0 + i]);
            a0 = va.fma(f, a0);
            b0 = vb.fma(f, b0);
            f = Lanes.all(w[w1 + i]);
            a1 = va.fma(f, a1);
            b1 = vb.fma(f, b1);
            f = Lanes.all(w[w2 + i]);
            a2 = va.fma(f, a2);
            b2 = vb.fma(f, b2);
            f = Lanes.all(w[w3 + i]);
            a3 = va.fma(f, a3);
            b3 = vb.fma(f, b3);
            f = Lanes.all(w[w4 + i]);
            a4 = va.fma(f, a4);
            b4 = vb.fma(f, b4);
            f = Lanes.all(w[w5 + i]);
            a5 = va.fma(f, a5);
            b5 = vb.fma(f, b5);
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + c);
        a1.intoArray(sums, at + stride);
        b1.intoArray(sums, at + stride + c);
        a2.intoArray(sums, at + 2 * stride);
        b2.intoArray(sums, at + 2 * stride + c);
        a3.intoArray(sums, at + 3 * stride);
        b3.intoArray(sums, at + 3 * stride + c);
        a4.intoArray(sums, at + 4 * stride);
        b4.intoArray(sums, at + 4 * stride + c);
        a5.intoArray(sums, at + 5 * stride);
        b5.intoArray(sums, at + 5 * stride + c);
    }

    /// Four rows by three vectors of tokens.
    private static void threeVectors(float[] w, int w0, float[] x, int xAt, int count, float[] sums, int at,
            int stride) {
        final int c = Lanes.COUNT;
        final int w1 = w0 + Scratch.CHUNK;
        final int w2 = w1 + Scratch.CHUNK;
        final int w3 = w2 + Scratch.CHUNK;
        final int at1 = at + stride;
        final int at2 = at1 + stride;
        final int at3 = at2 + stride;
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector b0 = Lanes.load(sums, at + c);
        FloatVector c0 = Lanes.load(sums, at + 2 * c);
        FloatVector a1 = Lanes.load(sums, at1);
        FloatVector b1 = Lanes.load(sums, at1 + c);
        FloatVector c1 = Lanes.load(sums, at1 + 2 * c);
        FloatVector a2 = Lanes.load(sums, at2);
        FloatVector b2 = Lanes.load(sums, at2 + c);
        FloatVector c2 = Lanes.load(sums, at2 + 2 * c);
        FloatVector a3 = Lanes.load(sums, at3);
        FloatVector b3 = Lanes.load(sums, at3 + c);
        FloatVector c3 = Lanes.load(sums, at3 + 2 * c);
        for (int i = 0; i < count; i++) {
            FloatVector va = Lanes.load(x, xAt + i * 3 * c);
            FloatVector vb = Lanes.load(x, xAt + i * 3 * c + c);
            FloatVector vc = Lanes.load(x, xAt + i * 3 * c + 2 * c);
            FloatVector f = Lanes.all(w[w0 + i]);
            a0 = va.fma(f, a0);
            b0 = vb.fma(f, b0);
            c0 = vc.fma(f, c0);
            f = Lanes.all(w[w1 + i]);
            a1 = va.fma(f, a1);
            b1 = vb.fma(f, b1);
            c1 = vc.fma(f, c1);
            f = Lanes.all(w[w2 + i]);
            a2 = va.fma(f, a2);
            b2 = vb.fma(f, b2);
            c2 = vc.fma(f, c2);
            f = Lanes.all(w[w3 + i]);
            a3 = va.fma(f, a3);
            b3 = vb.fma(f, b3);
            c3 = vc.fma(f, c3);
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + c);
        c0.intoArray(sums, at + 2 * c);
        a1.intoArray(sums, at1);
        b1.intoArray(sums, at1 + c);
        c1.intoArray(sums, at1 + 2 * c);
        a2.intoArray(sums, at2);
        b2.intoArray(sums, at2 + c);
        c2.intoArray(sums, at2 + 2 * c);
        a3.intoArray(sums, at3);
        b3.intoArray(sums, at3 + c);
        c3.intoArray(sums, at3 + 2 * c);
    }

    /// Three rows by four vectors of tokens, which lie `width` lanes apart from column to column.
    private static void fourVectors(float[] w, int w0, float[] x, int xAt, int width, int count, float[] sums, int at,
            int stride) {
        final int c = Lanes.COUNT;
        final int w1 = w0 + Scratch.CHUNK;
        final int w2 = w1 + Scratch.CHUNK;
        final int at1 = at + stride;
        final int at2 = at1 + stride;
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector b0 = Lanes.load(sums, at + c);
        FloatVector c0 = Lanes.load(sums, at + 2 * c);
        FloatVector d0 = Lanes.load(sums, at + 3 * c);
        FloatVector a1 = Lanes.load(sums, at1);
        FloatVector b1 = Lanes.load(sums, at1 + c);
        FloatVector c1 = Lanes.load(sums, at1 + 2 * c);
        FloatVector d1 = Lanes.load(sums, at1 + 3 * c);
        FloatVector a2 = Lanes.load(sums, at2);
        FloatVector b2 = Lanes.load(sums, at2 + c);
        FloatVector c2 = Lanes.load(sums, at2 + 2 * c);
        FloatVector d2 = Lanes.load(sums, at2 + 3 * c);
        for (int i = 0; i < count; i++) {
            FloatVector f0 = Lanes.all(w[w0 + i]);
            FloatVector f1 = Lanes.all(w[w1 + i]);
            FloatVector f2 = Lanes.all(w[w2 + i]);
            FloatVector v = Lanes.load(x, xAt + i * width);
            a0 = v.fma(f0, a0);
            a1 = v.fma(f1, a1);
            a2 = v.fma(f2, a2);
            v = Lanes.load(x, xAt + i * width + c);
            b0 = v.fma(f0, b0);
            b1 = v.fma(f1, b1);
            b2 = v.fma(f2, b2);
            v = Lanes.load(x, xAt + i * width + 2 * c);
            c0 = v.fma(f0, c0);
            c1 = v.fma(f1, c1);
            c2 = v.fma(f2, c2);
            v = Lanes.load(x, xAt + i * width + 3 * c);
            d0 = v.fma(f0, d0);
            d1 = v.fma(f1, d1);
            d2 = v.fma(f2, d2);
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + c);
        c0.intoArray(sums, at + 2 * c);
        d0.intoArray(sums, at + 3 * c);
        a1.intoArray(sums, at1);
        b1.intoArray(sums, at1 + c);
        c1.intoArray(sums, at1 + 2 * c);
        d1.intoArray(sums, at1 + 3 * c);
        a2.intoArray(sums, at2);
        b2.intoArray(sums, at2 + c);
        c2.intoArray(sums, at2 + 2 * c);
        d2.intoArray(sums, at2 + 3 * c);
    }
}
