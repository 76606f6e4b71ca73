package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Weights as bytes with a scale for each group of a row, and a minimum where the type has them: scale · q - minimum.
/// The scales lie apart from the bytes, so that both are read in whole vectors.
///
/// An int holds four columns of a row, the first in its lowest byte, and the ints of a panel's rows lie side by side. A
/// byte is shifted to the top of its int, where its sign is right, and converted there; the scales are divided by 2^24
/// for it, which is exact.
final class ByteMatrix extends Matrix {
    private static final int TOP = 0xFF000000;
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

    /// Puts the quants of a row into the ints of its panel.
    static void pack(int row, byte[] quants, int columns, int[] to) {
        int at = row / PANEL * (columns / 4) * PANEL + row % PANEL;
        for (int i = 0; i < columns; i += 4) {
            to[at + i / 4 * PANEL] = quants[i] & 0xFF | (quants[i + 1] & 0xFF) << 8 | (quants[i + 2] & 0xFF) << 16
                    | quants[i + 3] << 24;
        }
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, Scratch scratch) {
        panels(inputs.values(), out, outAt, from, to, add);
        if (minimums != null) {
            PanelProduct.offsets(minimums, groups, -1, inputs.sums(1 << groupShift), out, outAt, from, to);
        }
    }

    /// Panel after panel, so that memory is read front to back, four columns a step. Long on purpose, see
    /// [PanelProduct#multiply].
    private void panels(float[] x, float[] out, int outAt, int from, int to, boolean add) {
        final int steps = columns / 4;
        final int shift = groupShift - 2;
        for (int row = from; row < to; row += PANEL) {
            int first = row * steps;
            int scale = row * groups;
            FloatVector a = Lanes.all(0);
            FloatVector b = a;
            if (add) {
                a = Lanes.load(out, outAt + row);
                b = Lanes.load(out, outAt + row + COUNT);
            }
            for (int i = 0; i < steps; i++) {
                IntVector qa = IntVector.fromArray(Lanes.INTS, quants, first + i * PANEL);
                IntVector qb = IntVector.fromArray(Lanes.INTS, quants, first + i * PANEL + COUNT);
                FloatVector v = Lanes.all(x[i * 4]);
                FloatVector pa = floats(shift(qa, 24)).mul(v);
                FloatVector pb = floats(shift(qb, 24)).mul(v);
                v = Lanes.all(x[i * 4 + 1]);
                pa = floats(shift(qa, 16).and(TOP)).fma(v, pa);
                pb = floats(shift(qb, 16).and(TOP)).fma(v, pb);
                v = Lanes.all(x[i * 4 + 2]);
                pa = floats(shift(qa, 8).and(TOP)).fma(v, pa);
                pb = floats(shift(qb, 8).and(TOP)).fma(v, pb);
                v = Lanes.all(x[i * 4 + 3]);
                pa = floats(qa.and(TOP)).fma(v, pa);
                pb = floats(qb.and(TOP)).fma(v, pb);
                int group = scale + (i >> shift) * PANEL;
                a = pa.fma(Lanes.load(scales, group), a);
                b = pb.fma(Lanes.load(scales, group + COUNT), b);
            }
            a.intoArray(out, outAt + row);
            b.intoArray(out, outAt + row + COUNT);
        }
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
        for (int i = 0; i < count / 4; i++) {
            IntVector qa = IntVector.fromArray(Lanes.INTS, quants, from + i * PANEL);
            IntVector qb = IntVector.fromArray(Lanes.INTS, quants, from + i * PANEL + COUNT);
            FloatVector a = Lanes.load(scales, group + (i >> shift) * PANEL);
            FloatVector b = Lanes.load(scales, group + (i >> shift) * PANEL + COUNT);
            int to = i * 4 * PANEL;
            floats(shift(qa, 24)).mul(a).intoArray(out, to);
            floats(shift(qb, 24)).mul(b).intoArray(out, to + COUNT);
            floats(shift(qa, 16).and(TOP)).mul(a).intoArray(out, to + PANEL);
            floats(shift(qb, 16).and(TOP)).mul(b).intoArray(out, to + PANEL + COUNT);
            floats(shift(qa, 8).and(TOP)).mul(a).intoArray(out, to + 2 * PANEL);
            floats(shift(qb, 8).and(TOP)).mul(b).intoArray(out, to + 2 * PANEL + COUNT);
            floats(qa.and(TOP)).mul(a).intoArray(out, to + 3 * PANEL);
            floats(qb.and(TOP)).mul(b).intoArray(out, to + 3 * PANEL + COUNT);
        }
        if (minimums != null) {
            for (int k = 0; k < count; k++) {
                for (int lane = 0; lane < PANEL; lane += COUNT) {
                    Lanes.load(out, k * PANEL + lane).sub(Lanes.load(minimums, group + (k >> groupShift) * PANEL + lane))
                            .intoArray(out, k * PANEL + lane);
                }
            }
        }
    }

    @Override
    long bytes() {
        return 4L * (quants.length + scales.length + (minimums == null ? 0 : minimums.length));
    }
}
