package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Weights as numbers of four bits, 0 to 15, with a scale for each 32 columns: scale · (q - 8), or scale · q - minimum
/// where the type has minimums.
///
/// An int holds eight columns of a row, the first in its lowest nibble, and the ints of a panel's rows lie side by side.
/// A nibble is not shifted down before it is converted: masked where it is, it is q · 16^j, and the inputs were
/// multiplied by 16^-j beforehand, which is exact. So a weight costs a mask, a conversion and a multiplication. Nibbles 4
/// to 7 come down together, or the last would be a sign.
final class NibbleMatrix extends DecodedMatrix {
    /// Columns that share a scale.
    static final int GROUP = 32;
    private static final int COUNT = Lanes.COUNT;
    private static final int PANEL = Lanes.PANEL;

    private final int[] quants;
    private final float[] scales;
    private final float[] minimums;
    private final int groups;

    /// @param columns  a multiple of 32
    /// @param quants   for each panel and each eight columns the ints of its rows
    /// @param scales   for each panel and each group the scales of its rows
    /// @param minimums in the same way; null where q is from -8 to 7 less its offset of 8
    NibbleMatrix(int rows, int columns, int[] quants, float[] scales, float[] minimums) {
        super(rows, columns);
        this.quants = quants;
        this.scales = scales;
        this.minimums = minimums;
        this.groups = columns / GROUP;
    }

    /// Puts the quants of a row, from 0 to 15, into the ints of its panel.
    static void pack(int row, byte[] quants, int columns, int[] to) {
        int at = row / PANEL * (columns / 8) * PANEL + row % PANEL;
        for (int i = 0; i < columns; i++) {
            to[at + i / 8 * PANEL] |= quants[i] << 4 * (i % 8);
        }
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, Scratch scratch) {
        for (int row = from; row < to; row += PANEL) {
            panel(row, 0, inputs.nibbles(), out, outAt + row, add);
            panel(row, 4, inputs.nibbles(), out, outAt + row, true);
        }
        PanelProduct.offsets(minimums == null ? scales : minimums, groups, minimums == null ? -8 : -1,
                inputs.sums(GROUP), out, outAt, from, to);
    }

    /// The sums of scale · q · x over the nibbles `first` to `first` + 3 of a panel. Nibbles of both halves in one method
    /// would be more operations than the compiler keeps in registers.
    private void panel(int row, int first, float[] x, float[] out, int at, boolean add) {
        if (Warmth.NIBBLES.isCold()) {
            PlainKernels.nibbles(quants, scales, row * (columns / 8), row * groups, columns / 8, first, x, out, at, add);
        } else {
            panelVectors(row, first, x, out, at, add);
        }
    }

    private void panelVectors(int row, int first, float[] x, float[] out, int at, boolean add) {
        final int steps = columns / 8;
        final int down = 4 * first;
        int from = row * steps;
        int scale = row * groups;
        FloatVector a = Lanes.all(0);
        FloatVector b = a;
        if (add) {
            a = Lanes.load(out, at);
            b = Lanes.load(out, at + COUNT);
        }
        for (int i = 0; i < steps; i++) {
            IntVector qa = IntVector.fromArray(Lanes.INTS, quants, from + i * PANEL)
                    .lanewise(VectorOperators.LSHR, down);
            IntVector qb = IntVector.fromArray(Lanes.INTS, quants, from + i * PANEL + COUNT)
                    .lanewise(VectorOperators.LSHR, down);
            FloatVector v = Lanes.all(x[first + i * 8]);
            FloatVector pa = floats(qa.and(0xF)).mul(v);
            FloatVector pb = floats(qb.and(0xF)).mul(v);
            v = Lanes.all(x[first + i * 8 + 1]);
            pa = floats(qa.and(0xF0)).fma(v, pa);
            pb = floats(qb.and(0xF0)).fma(v, pb);
            v = Lanes.all(x[first + i * 8 + 2]);
            pa = floats(qa.and(0xF00)).fma(v, pa);
            pb = floats(qb.and(0xF00)).fma(v, pb);
            v = Lanes.all(x[first + i * 8 + 3]);
            pa = floats(qa.and(0xF000)).fma(v, pa);
            pb = floats(qb.and(0xF000)).fma(v, pb);
            int group = scale + (i >> 2) * PANEL;
            a = pa.fma(Lanes.load(scales, group), a);
            b = pb.fma(Lanes.load(scales, group + COUNT), b);
        }
        a.intoArray(out, at);
        b.intoArray(out, at + COUNT);
    }

    private static FloatVector floats(IntVector numbers) {
        return (FloatVector) numbers.convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
    }

    @Override
    void decode(int panel, int column, int count, float[] out) {
        if (Warmth.NIBBLES.isCold()) {
            PlainKernels.decodeNibbles(quants, scales, minimums, (panel * columns + column) / 8 * PANEL,
                    (panel * groups + column / GROUP) * PANEL, count / 8, out);
            return;
        }
        decode(panel, column, count, 0, out);
        decode(panel, column, count, COUNT, out);
    }

    /// One of a panel's two vectors of rows.
    private void decode(int panel, int column, int count, int lane, float[] out) {
        int from = (panel * columns + column) / 8 * PANEL + lane;
        int group = (panel * groups + column / GROUP) * PANEL + lane;
        for (int i = 0; i < count / 8; i++) {
            IntVector q = IntVector.fromArray(Lanes.INTS, quants, from + i * PANEL);
            int at = group + (i >> 2) * PANEL;
            FloatVector scale = Lanes.load(scales, at);
            FloatVector least = minimums == null ? scale.mul(-8) : Lanes.load(minimums, at).neg();
            int to = i * 8 * PANEL + lane;
            floats(q.and(0xF)).fma(scale, least).intoArray(out, to);
            floats(shift(q, 4).and(0xF)).fma(scale, least).intoArray(out, to + PANEL);
            floats(shift(q, 8).and(0xF)).fma(scale, least).intoArray(out, to + 2 * PANEL);
            floats(shift(q, 12).and(0xF)).fma(scale, least).intoArray(out, to + 3 * PANEL);
            floats(shift(q, 16).and(0xF)).fma(scale, least).intoArray(out, to + 4 * PANEL);
            floats(shift(q, 20).and(0xF)).fma(scale, least).intoArray(out, to + 5 * PANEL);
            floats(shift(q, 24).and(0xF)).fma(scale, least).intoArray(out, to + 6 * PANEL);
            floats(shift(q, 28)).fma(scale, least).intoArray(out, to + 7 * PANEL);
        }
    }

    private static IntVector shift(IntVector quants, int bits) {
        return quants.lanewise(VectorOperators.LSHR, bits);
    }

    @Override
    long bytes() {
        return 4L * (quants.length + scales.length + (minimums == null ? 0 : minimums.length));
    }
}
