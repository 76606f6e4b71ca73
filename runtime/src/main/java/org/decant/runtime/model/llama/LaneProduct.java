package org.decant.runtime.model.llama;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Products of a matrix with many vectors, one token in each lane. No sum ever has to be taken across lanes.
///
/// A panel of rows is decoded a chunk of columns at a time, into memory that stays in the nearest cache; the kernels
/// multiply it with blocks of tokens. Their sums stay in registers: eight vectors, since with sixteen registers more
/// would be moved to memory and back.
final class LaneProduct {
    /// Tokens in a block.
    static final int BLOCK = 4 * Lanes.COUNT;
    /// With this number of tokens or fewer, sums across lanes cost less than empty lanes.
    static final int FEWEST = 4;
    /// Columns of a block of tokens that the nearest cache holds beside the decoded weights.
    private static final int DEPTH = 128;

    private LaneProduct() {
    }

    /// The lanes of the next block where `tokens` tokens are left: four, two or one vector of them.
    static int width(int tokens) {
        return tokens > 3 * Lanes.COUNT ? BLOCK : tokens > Lanes.COUNT ? 2 * Lanes.COUNT : Lanes.COUNT;
    }

    /// One method, too long to be inlined into the forward pass; see [ByteMatrix].
    static void multiply(Matrix matrix, Inputs inputs, float[] out, int stride, int from, int to, boolean add,
            Scratch scratch) {
        final int chunk = Scratch.CHUNK;
        float[] tile = scratch.tile;
        float[] lanes = inputs.lanes();
        float[] sums = scratch.sums;
        int tokens = inputs.count();
        int sumStride = Math.ceilDiv(tokens, BLOCK) * BLOCK;
        for (int row = from; row < to; row += Scratch.PANEL) {
            // Rows of the panel behind the last true one hold old numbers; their sums are never looked at.
            int rows = Math.min(Scratch.PANEL, to - row);
            Arrays.fill(sums, 0, Scratch.PANEL * sumStride, 0);
            for (int column = 0; column < matrix.columns; column += chunk) {
                int columns = Math.min(chunk, matrix.columns - column);
                matrix.decode(row, rows, column, columns, tile, 0, chunk);
                for (int first = 0, width; first < tokens; first += width) {
                    width = width(tokens - first);
                    int block = first * inputs.stride() + column * width;
                    for (int depth = 0; depth < columns; depth += DEPTH) {
                        int count = Math.min(DEPTH, columns - depth);
                        int x = block + depth * width;
                        int at = first;
                        if (width == BLOCK) {
                            for (int i = 0; i < rows; i += 2, at += 2 * sumStride) {
                                fourVectors(tile, i * chunk + depth, lanes, x, count, sums, at, sumStride);
                            }
                        } else if (width == 2 * Lanes.COUNT) {
                            for (int i = 0; i < rows; i += 4, at += 4 * sumStride) {
                                twoVectors(tile, i * chunk + depth, lanes, x, count, sums, at, sumStride);
                            }
                        } else {
                            for (int i = 0; i < rows; i += 6, at += 6 * sumStride) {
                                oneVector(tile, i * chunk + depth, lanes, x, count, sums, at, sumStride);
                            }
                        }
                    }
                }
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

    /// Six rows by one vector of tokens: each row takes another register for its weight, and there is room for no more.
    private static void oneVector(float[] w, int w0, float[] x, int xAt, int count, float[] sums, int at, int stride) {
        FloatVector s0 = Lanes.load(sums, at);
        FloatVector s1 = Lanes.load(sums, at + stride);
        FloatVector s2 = Lanes.load(sums, at + 2 * stride);
        FloatVector s3 = Lanes.load(sums, at + 3 * stride);
        FloatVector s4 = Lanes.load(sums, at + 4 * stride);
        FloatVector s5 = Lanes.load(sums, at + 5 * stride);
        for (int i = 0; i < count; i++) {
            FloatVector v = Lanes.load(x, xAt + i * Lanes.COUNT);
            s0 = v.fma(Lanes.all(w[w0 + i]), s0);
            s1 = v.fma(Lanes.all(w[w0 + Scratch.CHUNK + i]), s1);
            s2 = v.fma(Lanes.all(w[w0 + 2 * Scratch.CHUNK + i]), s2);
            s3 = v.fma(Lanes.all(w[w0 + 3 * Scratch.CHUNK + i]), s3);
            s4 = v.fma(Lanes.all(w[w0 + 4 * Scratch.CHUNK + i]), s4);
            s5 = v.fma(Lanes.all(w[w0 + 5 * Scratch.CHUNK + i]), s5);
        }
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + stride);
        s2.intoArray(sums, at + 2 * stride);
        s3.intoArray(sums, at + 3 * stride);
        s4.intoArray(sums, at + 4 * stride);
        s5.intoArray(sums, at + 5 * stride);
    }

    /// Four rows by two vectors of tokens.
    private static void twoVectors(float[] w, int w0, float[] x, int xAt, int count, float[] sums, int at,
            int stride) {
        final int c = Lanes.COUNT;
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector b0 = Lanes.load(sums, at + c);
        FloatVector a1 = Lanes.load(sums, at + stride);
        FloatVector b1 = Lanes.load(sums, at + stride + c);
        FloatVector a2 = Lanes.load(sums, at + 2 * stride);
        FloatVector b2 = Lanes.load(sums, at + 2 * stride + c);
        FloatVector a3 = Lanes.load(sums, at + 3 * stride);
        FloatVector b3 = Lanes.load(sums, at + 3 * stride + c);
        for (int i = 0; i < count; i++) {
            FloatVector va = Lanes.load(x, xAt + i * 2 * Lanes.COUNT);
            FloatVector vb = Lanes.load(x, xAt + i * 2 * Lanes.COUNT + c);
            FloatVector f = Lanes.all(w[w0 + i]);
            a0 = va.fma(f, a0);
            b0 = vb.fma(f, b0);
            f = Lanes.all(w[w0 + Scratch.CHUNK + i]);
            a1 = va.fma(f, a1);
            b1 = vb.fma(f, b1);
            f = Lanes.all(w[w0 + 2 * Scratch.CHUNK + i]);
            a2 = va.fma(f, a2);
            b2 = vb.fma(f, b2);
            f = Lanes.all(w[w0 + 3 * Scratch.CHUNK + i]);
            a3 = va.fma(f, a3);
            b3 = vb.fma(f, b3);
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + c);
        a1.intoArray(sums, at + stride);
        b1.intoArray(sums, at + stride + c);
        a2.intoArray(sums, at + 2 * stride);
        b2.intoArray(sums, at + 2 * stride + c);
        a3.intoArray(sums, at + 3 * stride);
        b3.intoArray(sums, at + 3 * stride + c);
    }

    /// Two rows by four vectors of tokens.
    private static void fourVectors(float[] w, int w0, float[] x, int xAt, int count, float[] sums, int at,
            int stride) {
        final int c = Lanes.COUNT;
        FloatVector a0 = Lanes.load(sums, at);
        FloatVector b0 = Lanes.load(sums, at + c);
        FloatVector c0 = Lanes.load(sums, at + 2 * c);
        FloatVector d0 = Lanes.load(sums, at + 3 * c);
        FloatVector a1 = Lanes.load(sums, at + stride);
        FloatVector b1 = Lanes.load(sums, at + stride + c);
        FloatVector c1 = Lanes.load(sums, at + stride + 2 * c);
        FloatVector d1 = Lanes.load(sums, at + stride + 3 * c);
        for (int i = 0; i < count; i++) {
            FloatVector f0 = Lanes.all(w[w0 + i]);
            FloatVector f1 = Lanes.all(w[w0 + Scratch.CHUNK + i]);
            FloatVector v = Lanes.load(x, xAt + i * BLOCK);
            a0 = v.fma(f0, a0);
            a1 = v.fma(f1, a1);
            v = Lanes.load(x, xAt + i * BLOCK + c);
            b0 = v.fma(f0, b0);
            b1 = v.fma(f1, b1);
            v = Lanes.load(x, xAt + i * BLOCK + 2 * c);
            c0 = v.fma(f0, c0);
            c1 = v.fma(f1, c1);
            v = Lanes.load(x, xAt + i * BLOCK + 3 * c);
            d0 = v.fma(f0, d0);
            d1 = v.fma(f1, d1);
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + c);
        c0.intoArray(sums, at + 2 * c);
        d0.intoArray(sums, at + 3 * c);
        a1.intoArray(sums, at + stride);
        b1.intoArray(sums, at + stride + c);
        c1.intoArray(sums, at + stride + 2 * c);
        d1.intoArray(sums, at + stride + 3 * c);
    }
}
