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
    private static final int VECTORS_OF_GROUP = 32 / Lanes.COUNT;
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
        for (int row = from; row < to; row++) {
            float sum = minimums == null ? row(row, inputs.nibbles(), inputs.groupSums())
                    : rowWithMinimums(row, inputs.nibbles(), inputs.groupSums());
            out[outAt + row] = add ? out[outAt + row] + sum : sum;
        }
    }

    private float row(int row, float[] x, float[] groupSums) {
        int from = row * (stride / 8);
        int scale = row * (stride / 32);
        FloatVector sum = Lanes.all(0);
        for (int column = 0; column < stride; column += STEP) {
            IntVector packed = IntVector.fromArray(Lanes.INTS, quants, from);
            for (int g = 0; g < GROUPS; g++) {
                FloatVector less = Lanes.load(groupSums, (column / 32 + g) * Lanes.COUNT).mul(-8);
                sum = products(packed, g * VECTORS_OF_GROUP, x, column, less).fma(Lanes.all(scales[scale + g]), sum);
            }
            from += Lanes.COUNT;
            scale += GROUPS;
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private float rowWithMinimums(int row, float[] x, float[] groupSums) {
        int from = row * (stride / 8);
        int scale = row * (stride / 32);
        FloatVector sum = Lanes.all(0);
        for (int column = 0; column < stride; column += STEP) {
            IntVector packed = IntVector.fromArray(Lanes.INTS, quants, from);
            for (int g = 0; g < GROUPS; g++) {
                FloatVector products = products(packed, g * VECTORS_OF_GROUP, x, column, Lanes.all(0));
                sum = products.fma(Lanes.all(scales[scale + g]), sum);
                sum = Lanes.load(groupSums, (column / 32 + g) * Lanes.COUNT)
                        .fma(Lanes.all(-minimums[scale + g]), sum);
            }
            from += Lanes.COUNT;
            scale += GROUPS;
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    /// Lane by lane the sums of q · x over 32 columns, added to `start`.
    private static FloatVector products(IntVector packed, int nibble, float[] x, int column, FloatVector start) {
        FloatVector sum = start;
        for (int i = nibble; i < nibble + VECTORS_OF_GROUP; i++) {
            IntVector masked = i == 7 ? packed.lanewise(VectorOperators.LSHR, 28) : packed.and(15 << 4 * i);
            FloatVector q = (FloatVector) masked.convert(VectorOperators.I2F, 0);
            sum = q.fma(Lanes.load(x, column + i * Lanes.COUNT), sum);
        }
        return sum;
    }

    @Override
    void decode(int row, int column, int count, float[] out, int at) {
        int from = row * (stride / 8) + column / 8;
        int scale = row * (stride / 32) + column / 32;
        for (int i = 0; i < count; i += STEP) {
            IntVector packed = IntVector.fromArray(Lanes.INTS, quants, from);
            for (int g = 0; g < GROUPS; g++) {
                float factor = scales[scale + g];
                FloatVector factors = Lanes.all(factor);
                FloatVector least = Lanes.all(minimums == null ? -8 * factor : -minimums[scale + g]);
                for (int j = g * VECTORS_OF_GROUP; j < (g + 1) * VECTORS_OF_GROUP; j++) {
                    IntVector q = packed.lanewise(VectorOperators.LSHR, 4 * j).and(15);
                    ((FloatVector) q.convert(VectorOperators.I2F, 0)).fma(factors, least)
                            .intoArray(out, at + i + j * Lanes.COUNT);
                }
            }
            from += Lanes.COUNT;
            scale += GROUPS;
        }
    }

    @Override
    long bytes() {
        return 4L * (quants.length + scales.length + (minimums == null ? 0 : minimums.length));
    }
}
