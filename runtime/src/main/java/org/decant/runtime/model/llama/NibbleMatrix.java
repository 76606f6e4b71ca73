package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Weights as numbers of four bits, 0 to 15, with a scale for each 32 columns: scale · (q - 8), or scale · q - minimum
/// where the type has minimums.
///
/// A vector of ints holds eight vectors of weights: lane i has, in its nibble j, column j · lanes + i. A nibble is not
/// shifted down before it is converted: masked where it is, it is q · 16^j, and the inputs were multiplied by 16^-j
/// beforehand, which is exact. So a weight costs a mask, a conversion and a multiplication.
final class NibbleMatrix extends Matrix {
    /// Columns in a vector of ints.
    static final int STEP = 8 * Lanes.COUNT;
    private static final int GROUPS = STEP / 32;

    private final int[] quants;
    private final float[] scales;
    private final float[] minimums;
    private final int stride;

    /// @param quants   rows padded to whole steps, as [#pack] lays them out
    /// @param scales   one for each 32 columns of the padded rows, 0 in the padding
    /// @param minimums null where q is from -8 to 7 less its offset of 8
    NibbleMatrix(int rows, int columns, int[] quants, float[] scales, float[] minimums) {
        super(rows, columns);
        this.quants = quants;
        this.scales = scales;
        this.minimums = minimums;
        this.stride = stride(columns);
    }

    /// Columns of a padded row.
    static int stride(int columns) {
        return (columns + STEP - 1) / STEP * STEP;
    }

    /// Puts quants from 0 to 15, a multiple of the step, into ints, eight in each.
    static void pack(byte[] from, int count, int[] to, int at) {
        for (int i = 0; i < count; i++) {
            int lane = i % Lanes.COUNT;
            int nibble = i % STEP / Lanes.COUNT;
            to[at + i / STEP * Lanes.COUNT + lane] |= from[i] << 4 * nibble;
        }
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, float[] scratch) {
        lower(inputs.nibbles(), out, outAt, from, to, add);
        upper(inputs.nibbles(), out, outAt, from, to);
        RowProduct.offsets(minimums == null ? scales : minimums, stride / 32, minimums == null ? -8 : -1,
                inputs.groupSums(), out, outAt, from, to);
    }

    // Lower and upper nibbles have a kernel each, written out: the compiler leaves loops over nibbles as they are, and
    // gives up on keeping vectors in registers when too many operations stand in one method. See ByteMatrix too.

    /// The sums of scale · q · x over the nibbles 0 to 3.
    private void lower(float[] x, float[] out, int outAt, int fromRow, int toRow, boolean add) {
        int steps = stride / STEP;
        for (int row = fromRow; row < toRow; row++) {
            int from = row * (stride / 8);
            int group = row * (stride / 32);
            FloatVector sum = Lanes.all(0);
            FloatVector more = sum;
            for (int i = 0; i < steps; i++) {
                IntVector packed = IntVector.fromArray(Lanes.INTS, quants, from + i * Lanes.COUNT);
                int at = i * STEP;
                FloatVector first = floats(packed.and(0xF)).mul(Lanes.load(x, at));
                first = floats(packed.and(0xF0)).fma(Lanes.load(x, at + Lanes.COUNT), first);
                FloatVector second = floats(packed.and(0xF00)).mul(Lanes.load(x, at + 2 * Lanes.COUNT));
                second = floats(packed.and(0xF000)).fma(Lanes.load(x, at + 3 * Lanes.COUNT), second);
                if (Lanes.COUNT == 16) {
                    sum = first.fma(Lanes.all(scales[group + 4 * i]), sum);
                    more = second.fma(Lanes.all(scales[group + 4 * i + 1]), more);
                } else {
                    sum = first.add(second).fma(Lanes.all(scales[group + GROUPS * i]), sum);
                }
            }
            float result = sum.add(more).reduceLanes(VectorOperators.ADD);
            out[outAt + row] = add ? out[outAt + row] + result : result;
        }
    }

    /// Adds the sums of scale · q · x over the nibbles 4 to 7, the last of which is shifted down: it would be a sign.
    private void upper(float[] x, float[] out, int outAt, int fromRow, int toRow) {
        int steps = stride / STEP;
        for (int row = fromRow; row < toRow; row++) {
            int from = row * (stride / 8);
            int group = row * (stride / 32);
            FloatVector sum = Lanes.all(0);
            FloatVector more = sum;
            for (int i = 0; i < steps; i++) {
                IntVector packed = IntVector.fromArray(Lanes.INTS, quants, from + i * Lanes.COUNT);
                int at = i * STEP;
                FloatVector first = floats(packed.and(0xF0000)).mul(Lanes.load(x, at + 4 * Lanes.COUNT));
                first = floats(packed.and(0xF00000)).fma(Lanes.load(x, at + 5 * Lanes.COUNT), first);
                FloatVector second = floats(packed.and(0xF000000)).mul(Lanes.load(x, at + 6 * Lanes.COUNT));
                IntVector last = packed.lanewise(VectorOperators.LSHR, 28);
                second = floats(last).fma(Lanes.load(x, at + 7 * Lanes.COUNT), second);
                if (Lanes.COUNT == 16) {
                    sum = first.fma(Lanes.all(scales[group + 4 * i + 2]), sum);
                    more = second.fma(Lanes.all(scales[group + 4 * i + 3]), more);
                } else {
                    sum = first.add(second).fma(Lanes.all(scales[group + GROUPS * i + GROUPS - 1]), sum);
                }
            }
            out[outAt + row] += sum.add(more).reduceLanes(VectorOperators.ADD);
        }
    }

    private static FloatVector floats(IntVector numbers) {
        return (FloatVector) numbers.convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
    }

    @Override
    void decode(int row, int rowCount, int column, int count, float[] out, int at, int outStride) {
        int steps = (count + STEP - 1) / STEP;
        decodeLower(row, rowCount, column, steps, out, at, outStride);
        decodeUpper(row, rowCount, column, steps, out, at, outStride);
    }

    private void decodeLower(int row, int rowCount, int column, int steps, float[] out, int at, int outStride) {
        for (int r = 0; r < rowCount; r++) {
            int from = (row + r) * (stride / 8) + column / 8;
            int group = (row + r) * (stride / 32) + column / 32;
            for (int i = 0; i < steps; i++) {
                IntVector packed = IntVector.fromArray(Lanes.INTS, quants, from + i * Lanes.COUNT);
                int to = at + r * outStride + i * STEP;
                float scale = scales[group + GROUPS * i];
                FloatVector least = Lanes.all(minimums == null ? -8 * scale : -minimums[group + GROUPS * i]);
                floats(packed.and(0xF)).fma(Lanes.all(scale), least).intoArray(out, to);
                floats(packed.and(0xF0)).fma(Lanes.all(scale * (1f / 16)), least).intoArray(out, to + Lanes.COUNT);
                if (Lanes.COUNT == 16) {
                    scale = scales[group + GROUPS * i + 1];
                    least = Lanes.all(minimums == null ? -8 * scale : -minimums[group + GROUPS * i + 1]);
                }
                floats(packed.and(0xF00)).fma(Lanes.all(scale * (1f / 256)), least)
                        .intoArray(out, to + 2 * Lanes.COUNT);
                floats(packed.and(0xF000)).fma(Lanes.all(scale * (1f / 4096)), least)
                        .intoArray(out, to + 3 * Lanes.COUNT);
            }
        }
    }

    private void decodeUpper(int row, int rowCount, int column, int steps, float[] out, int at, int outStride) {
        for (int r = 0; r < rowCount; r++) {
            int from = (row + r) * (stride / 8) + column / 8;
            int group = (row + r) * (stride / 32) + column / 32;
            for (int i = 0; i < steps; i++) {
                IntVector packed = IntVector.fromArray(Lanes.INTS, quants, from + i * Lanes.COUNT)
                        .lanewise(VectorOperators.LSHR, 16);
                int to = at + r * outStride + i * STEP + 4 * Lanes.COUNT;
                float scale = scales[group + GROUPS * i + GROUPS / 2];
                FloatVector least = Lanes.all(minimums == null ? -8 * scale : -minimums[group + GROUPS * i + GROUPS / 2]);
                floats(packed.and(0xF)).fma(Lanes.all(scale), least).intoArray(out, to);
                floats(packed.and(0xF0)).fma(Lanes.all(scale * (1f / 16)), least).intoArray(out, to + Lanes.COUNT);
                if (Lanes.COUNT == 16) {
                    scale = scales[group + GROUPS * i + GROUPS / 2 + 1];
                    least = Lanes.all(minimums == null ? -8 * scale : -minimums[group + GROUPS * i + GROUPS / 2 + 1]);
                }
                floats(packed.and(0xF00)).fma(Lanes.all(scale * (1f / 256)), least)
                        .intoArray(out, to + 2 * Lanes.COUNT);
                floats(packed.and(0xF000)).fma(Lanes.all(scale * (1f / 4096)), least)
                        .intoArray(out, to + 3 * Lanes.COUNT);
            }
        }
    }

    @Override
    long bytes() {
        return 4L * (quants.length + scales.length + (minimums == null ? 0 : minimums.length));
    }
}
