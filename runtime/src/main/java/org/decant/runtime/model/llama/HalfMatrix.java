package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Weights of 16 bits: IEEE half precision, or the upper half of a float.
final class HalfMatrix extends DecodedMatrix {
    /// Columns decoded at a time for one vector: few, so that reading the next ones overlaps with multiplying.
    private static final int CHUNK = 256;

    private final short[] values;
    private final boolean ieee;

    /// @param values as [Matrix] lays them out
    /// @param ieee   whether they are half precision (F16) rather than cut floats (BF16)
    HalfMatrix(int rows, int columns, short[] values, boolean ieee) {
        super(rows, columns, (ieee ? FloatKernel.Form.F16 : FloatKernel.Form.BF16).kernels(), MemorySegment.ofArray(values));
        this.values = values;
        this.ieee = ieee;
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, Scratch scratch) {
        float[] tile = scratch.tile;
        for (int row = from; row < to; row += Lanes.PANEL) {
            if (!add) {
                Arrays.fill(out, outAt + row, outAt + row + Lanes.PANEL, 0);
            }
            for (int column = 0; column < depth; column += CHUNK) {
                int count = Math.min(CHUNK, depth - column);
                decode(row / Lanes.PANEL, column, count, tile);
                PanelProduct.one(tile, 0, count, inputs.values(), column, out, outAt + row);
            }
        }
    }

    @Override
    void decode(int panel, int column, int count, float[] out) {
        int from = (panel * depth + column) * Lanes.PANEL;
        if (ieee) {
            halves(values, from, count * Lanes.PANEL, out);
        } else {
            cutFloats(values, from, count * Lanes.PANEL, out);
        }
    }

    /// The compiler turns this loop into the processor's own conversions, eight or more at a time.
    private static void halves(short[] values, int from, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = Float.float16ToFloat(values[from + i]);
        }
    }

    private static void cutFloats(short[] values, int from, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = Float.intBitsToFloat(values[from + i] << 16);
        }
    }

    @Override
    long bytes() {
        return 2L * values.length;
    }
}
