package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Weights as floats.
final class FloatMatrix extends DecodedMatrix {
    private final float[] values;

    /// @param values as [Matrix] lays them out
    FloatMatrix(int rows, int columns, float[] values) {
        super(rows, columns, FloatKernel.Form.F32.kernels(), MemorySegment.ofArray(values));
        this.values = values;
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, Scratch scratch) {
        for (int row = from; row < to; row += Lanes.PANEL) {
            if (!add) {
                Arrays.fill(out, outAt + row, outAt + row + Lanes.PANEL, 0);
            }
            PanelProduct.one(values, row * depth, depth, inputs.values(), 0, out, outAt + row);
        }
    }

    @Override
    void decode(int panel, int column, int count, float[] out) {
        System.arraycopy(values, (panel * depth + column) * Lanes.PANEL, out, 0, count * Lanes.PANEL);
    }

    @Override
    long bytes() {
        return 4L * values.length;
    }
}
