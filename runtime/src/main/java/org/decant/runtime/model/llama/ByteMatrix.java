package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Weights as bytes with a scale for each group of a row, and a minimum where the type has them: scale · q - minimum.
/// The scales lie apart from the bytes, so that both are read in whole vectors.
///
/// A vector of ints holds four vectors of weights: lane i has, in its byte j, column j · lanes + i. A byte is shifted to
/// the top of its int, where its sign is right, and converted there; the scales are divided by 2^24 for it, which is
/// exact.
final class ByteMatrix extends Matrix {
    /// Columns in a vector of ints.
    private static final int STEP = 4 * Lanes.COUNT;
    private static final int TOP = 0xFF000000;

    private final int[] quants;
    private final float[] scales;
    private final float[] minimums;
    private final int groupShift;
    private final int stride;

    /// @param quants   rows padded to [#stride] columns, as [#pack] lays them out
    /// @param scales   one for each group of the padded rows, 0 in the padding, divided by 2^24
    /// @param minimums null where the type has none
    /// @param group    columns that share a scale: 16 or 32
    ByteMatrix(int rows, int columns, int[] quants, float[] scales, float[] minimums, int group) {
        super(rows, columns);
        this.quants = quants;
        this.scales = scales;
        this.minimums = minimums;
        this.groupShift = Integer.numberOfTrailingZeros(group);
        this.stride = stride(columns);
    }

    /// Columns of a padded row: whole steps, and pairs of groups.
    static int stride(int columns) {
        return (columns + 63) / 64 * 64;
    }

    /// Puts quants into ints, four in each, and scales in their place.
    static void pack(byte[] from, int count, int[] to, int at, float[] scales, int scaleAt, int scaleCount) {
        for (int i = 0; i < count; i++) {
            to[at + i / STEP * Lanes.COUNT + i % Lanes.COUNT] |= (from[i] & 0xFF) << 8 * (i % STEP / Lanes.COUNT);
        }
        for (int i = 0; i < scaleCount; i++) {
            scales[scaleAt + i] *= 0x1p-24f;
        }
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, float[] scratch) {
        if (groupShift != 5 || Lanes.COUNT < 8) {
            RowProduct.decoded(this, inputs, out, outAt, from, to, add, scratch);
            return;
        }
        rows(inputs.values(), out, outAt, from, to, add);
        if (minimums != null) {
            RowProduct.offsets(minimums, stride / 32, -1, inputs.groupSums(), out, outAt, from, to);
        }
    }

    /// Row after row, so that memory is read front to back, 64 columns a step. Long on purpose: a kernel that the
    /// compiler would inline into the forward pass shares its budget there with the others, and vectors end up in
    /// memory.
    private void rows(float[] x, float[] out, int outAt, int from, int to, boolean add) {
        int pairs = stride / 64;
        for (int row = from; row < to; row++) {
            int first = row * (stride / 4);
            int scale = row * (stride / 32);
            FloatVector even = Lanes.all(0);
            FloatVector odd = even;
            for (int i = 0; i < pairs; i++) {
                IntVector q = IntVector.fromArray(Lanes.INTS, quants, first + i * 16);
                FloatVector a = floats(shift(q, 24)).mul(Lanes.load(x, i * 64));
                a = floats(shift(q, 16).and(TOP)).fma(Lanes.load(x, i * 64 + Lanes.COUNT), a);
                FloatVector b;
                if (Lanes.COUNT == 16) {
                    b = floats(shift(q, 8).and(TOP)).mul(Lanes.load(x, i * 64 + 32));
                    b = floats(q.and(TOP)).fma(Lanes.load(x, i * 64 + 48), b);
                } else {
                    a = floats(shift(q, 8).and(TOP)).fma(Lanes.load(x, i * 64 + 16), a);
                    a = floats(q.and(TOP)).fma(Lanes.load(x, i * 64 + 24), a);
                    q = IntVector.fromArray(Lanes.INTS, quants, first + i * 16 + 8);
                    b = floats(shift(q, 24)).mul(Lanes.load(x, i * 64 + 32));
                    b = floats(shift(q, 16).and(TOP)).fma(Lanes.load(x, i * 64 + 40), b);
                    b = floats(shift(q, 8).and(TOP)).fma(Lanes.load(x, i * 64 + 48), b);
                    b = floats(q.and(TOP)).fma(Lanes.load(x, i * 64 + 56), b);
                }
                even = a.fma(Lanes.all(scales[scale + 2 * i]), even);
                odd = b.fma(Lanes.all(scales[scale + 2 * i + 1]), odd);
            }
            float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
            out[outAt + row] = add ? out[outAt + row] + sum : sum;
        }
    }

    /// Whether [#multiplyFew] can be used.
    boolean takesFew() {
        return groupShift == 5 && minimums == null && Lanes.COUNT >= 8;
    }

    /// The products with two to four vectors, two of them at a time: each weight is converted once for both, and for
    /// the other two it comes from the nearest cache. Of an odd number the last vector is taken twice.
    void multiplyFew(Inputs inputs, float[] out, int outStride, int from, int to, boolean add) {
        final int c = Lanes.COUNT;
        IntVector top = IntVector.broadcast(Lanes.INTS, TOP);
        float[] x = inputs.values();
        int steps = stride / STEP;
        for (int row = from; row < to; row++) {
            int first = row * (stride / 4);
            int scale = row * (stride / 32);
            for (int token = 0; token < inputs.count(); token += 2) {
                int other = Math.min(token + 1, inputs.count() - 1);
                int x0 = token * inputs.stride();
                int x1 = other * inputs.stride();
                FloatVector sum0 = Lanes.all(0);
                FloatVector sum1 = sum0;
                for (int i = 0; i < steps; i++) {
                    IntVector q = IntVector.fromArray(Lanes.INTS, quants, first + i * c);
                    int at = i * STEP;
                    FloatVector w = floats(shift(q, 24));
                    FloatVector product0 = w.mul(Lanes.load(x, x0 + at));
                    FloatVector product1 = w.mul(Lanes.load(x, x1 + at));
                    w = floats(shift(q, 16).and(top));
                    product0 = w.fma(Lanes.load(x, x0 + at + c), product0);
                    product1 = w.fma(Lanes.load(x, x1 + at + c), product1);
                    FloatVector factor = Lanes.all(scales[scale + i * STEP / 32]);
                    if (Lanes.COUNT == 16) {
                        sum0 = product0.fma(factor, sum0);
                        sum1 = product1.fma(factor, sum1);
                        factor = Lanes.all(scales[scale + i * STEP / 32 + 1]);
                        w = floats(shift(q, 8).and(top));
                        product0 = w.mul(Lanes.load(x, x0 + at + 2 * c));
                        product1 = w.mul(Lanes.load(x, x1 + at + 2 * c));
                    } else {
                        w = floats(shift(q, 8).and(top));
                        product0 = w.fma(Lanes.load(x, x0 + at + 2 * c), product0);
                        product1 = w.fma(Lanes.load(x, x1 + at + 2 * c), product1);
                    }
                    w = floats(q.and(top));
                    product0 = w.fma(Lanes.load(x, x0 + at + 3 * c), product0);
                    product1 = w.fma(Lanes.load(x, x1 + at + 3 * c), product1);
                    sum0 = product0.fma(factor, sum0);
                    sum1 = product1.fma(factor, sum1);
                }
                float result = sum0.reduceLanes(VectorOperators.ADD);
                int to0 = token * outStride + row;
                out[to0] = add ? out[to0] + result : result;
                if (other > token) {
                    result = sum1.reduceLanes(VectorOperators.ADD);
                    int to1 = other * outStride + row;
                    out[to1] = add ? out[to1] + result : result;
                }
            }
        }
    }

    private static IntVector shift(IntVector quants, int bits) {
        return quants.lanewise(VectorOperators.LSHL, bits);
    }

    private static FloatVector floats(IntVector numbers) {
        return (FloatVector) numbers.convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
    }

    /// One method, too long to be inlined, for the same reason.
    @Override
    void decode(int row, int rowCount, int column, int count, float[] out, int at, int outStride) {
        int steps = (count + STEP - 1) / STEP;
        for (int r = 0; r < rowCount; r++) {
            int from = (row + r) * (stride / 4) + column / 4;
            int group = (row + r) * (stride >> groupShift) + (column >> groupShift);
            int to = at + r * outStride;
            if (groupShift == 5 && Lanes.COUNT == 8) {
                for (int i = 0; i < steps; i++) {
                    IntVector q = IntVector.fromArray(Lanes.INTS, quants, from + i * 8);
                    FloatVector scale = Lanes.all(scales[group + i]);
                    floats(shift(q, 24)).mul(scale).intoArray(out, to + i * 32);
                    floats(shift(q, 16).and(TOP)).mul(scale).intoArray(out, to + i * 32 + 8);
                    floats(shift(q, 8).and(TOP)).mul(scale).intoArray(out, to + i * 32 + 16);
                    floats(q.and(TOP)).mul(scale).intoArray(out, to + i * 32 + 24);
                }
            } else {
                for (int i = 0; i < steps; i++) {
                    IntVector q = IntVector.fromArray(Lanes.INTS, quants, from + i * Lanes.COUNT);
                    for (int j = 0; j < 4; j++) {
                        FloatVector scale = Lanes.all(scales[group + (i * STEP + j * Lanes.COUNT >> groupShift)]);
                        floats(shift(q, 24 - 8 * j).and(TOP)).mul(scale)
                                .intoArray(out, to + i * STEP + j * Lanes.COUNT);
                    }
                }
            }
            if (minimums != null) {
                for (int i = 0; i < steps * STEP; i += Lanes.COUNT) {
                    Lanes.load(out, to + i).sub(minimums[group + (i >> groupShift)]).intoArray(out, to + i);
                }
            }
        }
    }

    @Override
    long bytes() {
        return 4L * (quants.length + scales.length + (minimums == null ? 0 : minimums.length));
    }
}
