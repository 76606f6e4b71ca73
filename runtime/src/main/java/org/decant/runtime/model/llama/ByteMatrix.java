package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Weights as bytes with a scale for each group of a row, and a minimum where the type has them: scale · q - minimum.
/// The scales lie apart from the bytes, so that both are read in whole vectors.
///
/// An int holds four columns of a row and the ints of a panel's rows lie side by side. It is the sum of q(j) · 256^j, so
/// that, shifted until column j is at the top, it is q(j) · 2^24 with a 256th of what the shift before gave added. Nothing
/// is masked: one vector is multiplied with inputs from which a 256th of the next was taken, and where weights are
/// decoded, that of the one before is taken from them. The scales are divided by 2^24, which is exact.
final class ByteMatrix extends DecodedMatrix {
    private static final int COUNT = Lanes.COUNT;
    private static final int PANEL = Lanes.PANEL;

    private final int[] quants;
    private final float[] scales;
    private final float[] minimums;
    private final int groupShift;
    private final int groups;

    /// @param columns  a multiple of `group`
    /// @param quants   for each panel and each four columns the ints of its rows
    /// @param scales   for each panel and each group the scales of its rows, divided by 2^24
    /// @param minimums in the same way, not divided; null where the type has none
    /// @param group    columns that share a scale: 16 or 32
    ByteMatrix(int rows, int columns, int[] quants, float[] scales, float[] minimums, int group) {
        super(rows, columns);
        this.quants = quants;
        this.scales = scales;
        this.minimums = minimums;
        this.groupShift = Integer.numberOfTrailingZeros(group);
        this.groups = columns / group;
    }

    /// Puts the quants of a row, from -127 to 127, into the ints of its panel.
    static void pack(int row, byte[] quants, int columns, int[] to) {
        int at = row / PANEL * (columns / 4) * PANEL + row % PANEL;
        for (int i = 0; i < columns; i += 4) {
            to[at + i / 4 * PANEL] = quants[i] + (quants[i + 1] << 8) + (quants[i + 2] << 16) + (quants[i + 3] << 24);
        }
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, Scratch scratch) {
        for (int row = from; row < to; row += PANEL) {
            one(row, inputs.bytes(), out, outAt + row, add);
        }
        if (minimums != null) {
            PanelProduct.offsets(minimums, groups, -1, inputs.sums(1 << groupShift), out, outAt, from, to);
        }
    }

    /// One panel. Four columns a step, so that memory is read front to back.
    private void one(int row, float[] x, float[] out, int at, boolean add) {
        if (Warmth.BYTES.isCold()) {
            PlainKernels.bytes(quants, scales, row * (columns / 4), row * groups, columns / 4, groupShift - 2, x, 0, 1, out, at, add);
        } else {
            oneVectors(row, x, out, at, add);
        }
    }

    /// Long on purpose, see [PanelProduct#multiply].
    private void oneVectors(int row, float[] x, float[] out, int at, boolean add) {
        final int steps = columns / 4;
        final int shift = groupShift - 2;
        int first = row * steps;
        int scale = row * groups;
        FloatVector a = Lanes.all(0);
        FloatVector b = a;
        if (add) {
            a = Lanes.load(out, at);
            b = Lanes.load(out, at + COUNT);
        }
        for (int i = 0; i < steps; i++) {
            IntVector qa = IntVector.fromArray(Lanes.INTS, quants, first + i * PANEL);
            IntVector qb = IntVector.fromArray(Lanes.INTS, quants, first + i * PANEL + COUNT);
            FloatVector v = Lanes.all(x[i * 4]);
            FloatVector pa = floats(shift(qa, 24)).mul(v);
            FloatVector pb = floats(shift(qb, 24)).mul(v);
            v = Lanes.all(x[i * 4 + 1]);
            pa = floats(shift(qa, 16)).fma(v, pa);
            pb = floats(shift(qb, 16)).fma(v, pb);
            v = Lanes.all(x[i * 4 + 2]);
            pa = floats(shift(qa, 8)).fma(v, pa);
            pb = floats(shift(qb, 8)).fma(v, pb);
            v = Lanes.all(x[i * 4 + 3]);
            pa = floats(qa).fma(v, pa);
            pb = floats(qb).fma(v, pb);
            int group = scale + (i >> shift) * PANEL;
            a = pa.fma(Lanes.load(scales, group), a);
            b = pb.fma(Lanes.load(scales, group + COUNT), b);
        }
        a.intoArray(out, at);
        b.intoArray(out, at + COUNT);
    }

    /// The products with two vectors: weights stay in registers.
    @Override
    void multiplyTwo(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        if (minimums != null) {
            super.multiplyTwo(inputs, out, stride, from, to, add, scratch);
            return;
        }
        for (int row = from; row < to; row += PANEL) {
            two(row, inputs.bytes(), out, row, stride, add);
        }
    }

    private void two(int row, float[] x, float[] out, int at, int stride, boolean add) {
        if (Warmth.BYTES.isCold()) {
            PlainKernels.bytes(quants, scales, row * (columns / 4), row * groups, columns / 4, groupShift - 2, x, 0, 2, out, at, add);
            PlainKernels.bytes(quants, scales, row * (columns / 4), row * groups, columns / 4, groupShift - 2, x, 1, 2, out,
                    at + stride, add);
        } else {
            twoVectors(row, x, out, at, stride, add);
        }
    }

    private void twoVectors(int row, float[] x, float[] out, int at, int stride, boolean add) {
        final int steps = columns / 4;
        final int shift = groupShift - 2;
        int first = row * steps;
        int scale = row * groups;
        FloatVector a0 = Lanes.all(0);
        FloatVector b0 = a0;
        FloatVector a1 = a0;
        FloatVector b1 = a0;
        if (add) {
            a0 = Lanes.load(out, at);
            b0 = Lanes.load(out, at + COUNT);
            a1 = Lanes.load(out, at + stride);
            b1 = Lanes.load(out, at + stride + COUNT);
        }
        for (int i = 0; i < steps; i++) {
            IntVector qa = IntVector.fromArray(Lanes.INTS, quants, first + i * PANEL);
            IntVector qb = IntVector.fromArray(Lanes.INTS, quants, first + i * PANEL + COUNT);
            FloatVector wa = floats(shift(qa, 24));
            FloatVector wb = floats(shift(qb, 24));
            FloatVector v = Lanes.all(x[i * 8]);
            FloatVector pa0 = wa.mul(v);
            FloatVector pb0 = wb.mul(v);
            v = Lanes.all(x[i * 8 + 1]);
            FloatVector pa1 = wa.mul(v);
            FloatVector pb1 = wb.mul(v);
            wa = floats(shift(qa, 16));
            wb = floats(shift(qb, 16));
            v = Lanes.all(x[i * 8 + 2]);
            pa0 = wa.fma(v, pa0);
            pb0 = wb.fma(v, pb0);
            v = Lanes.all(x[i * 8 + 3]);
            pa1 = wa.fma(v, pa1);
            pb1 = wb.fma(v, pb1);
            wa = floats(shift(qa, 8));
            wb = floats(shift(qb, 8));
            v = Lanes.all(x[i * 8 + 4]);
            pa0 = wa.fma(v, pa0);
            pb0 = wb.fma(v, pb0);
            v = Lanes.all(x[i * 8 + 5]);
            pa1 = wa.fma(v, pa1);
            pb1 = wb.fma(v, pb1);
            wa = floats(qa);
            wb = floats(qb);
            v = Lanes.all(x[i * 8 + 6]);
            pa0 = wa.fma(v, pa0);
            pb0 = wb.fma(v, pb0);
            v = Lanes.all(x[i * 8 + 7]);
            pa1 = wa.fma(v, pa1);
            pb1 = wb.fma(v, pb1);
            int group = scale + (i >> shift) * PANEL;
            v = Lanes.load(scales, group);
            a0 = pa0.fma(v, a0);
            a1 = pa1.fma(v, a1);
            v = Lanes.load(scales, group + COUNT);
            b0 = pb0.fma(v, b0);
            b1 = pb1.fma(v, b1);
        }
        a0.intoArray(out, at);
        b0.intoArray(out, at + COUNT);
        a1.intoArray(out, at + stride);
        b1.intoArray(out, at + stride + COUNT);
    }

    private static IntVector shift(IntVector quants, int bits) {
        return quants.lanewise(VectorOperators.LSHL, bits);
    }

    private static FloatVector floats(IntVector numbers) {
        return (FloatVector) numbers.convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
    }

    @Override
    void decode(int panel, int column, int count, float[] out) {
        final int shift = groupShift - 2;
        int from = (panel * columns + column) / 4 * PANEL;
        int group = (panel * groups + (column >> groupShift)) * PANEL;
        if (Warmth.BYTES.isCold()) {
            PlainKernels.decodeBytes(quants, scales, from, group, count / 4, shift, out);
        } else {
            decodeVectors(from, group, count / 4, shift, out);
        }
        if (minimums != null) {
            for (int k = 0; k < count; k++) {
                int least = group + (k >> groupShift) * PANEL;
                for (int lane = 0; lane < PANEL; lane++) {
                    out[k * PANEL + lane] -= minimums[least + lane];
                }
            }
        }
    }

    private void decodeVectors(int from, int group, int steps, int shift, float[] out) {
        FloatVector less = Lanes.all(-1f / 256);
        for (int i = 0; i < steps; i++) {
            IntVector qa = IntVector.fromArray(Lanes.INTS, quants, from + i * PANEL);
            IntVector qb = IntVector.fromArray(Lanes.INTS, quants, from + i * PANEL + COUNT);
            FloatVector a = Lanes.load(scales, group + (i >> shift) * PANEL);
            FloatVector b = Lanes.load(scales, group + (i >> shift) * PANEL + COUNT);
            int to = i * 4 * PANEL;
            FloatVector wa = floats(shift(qa, 24)).mul(a);
            FloatVector wb = floats(shift(qb, 24)).mul(b);
            wa.intoArray(out, to);
            wb.intoArray(out, to + COUNT);
            FloatVector nextA = floats(shift(qa, 16)).mul(a);
            FloatVector nextB = floats(shift(qb, 16)).mul(b);
            wa.fma(less, nextA).intoArray(out, to + PANEL);
            wb.fma(less, nextB).intoArray(out, to + PANEL + COUNT);
            wa = floats(shift(qa, 8)).mul(a);
            wb = floats(shift(qb, 8)).mul(b);
            nextA.fma(less, wa).intoArray(out, to + 2 * PANEL);
            nextB.fma(less, wb).intoArray(out, to + 2 * PANEL + COUNT);
            wa.fma(less, floats(qa).mul(a)).intoArray(out, to + 3 * PANEL);
            wb.fma(less, floats(qb).mul(b)).intoArray(out, to + 3 * PANEL + COUNT);
        }
    }

    @Override
    long bytes() {
        return 4L * (quants.length + scales.length + (minimums == null ? 0 : minimums.length));
    }
}
