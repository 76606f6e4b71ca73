package org.decant.runtime.model.llama;

/// Weights of 16 bits: IEEE half precision, or the upper half of a float.
final class HalfMatrix extends Matrix {
    private final short[] values;
    private final boolean ieee;

    /// @param values row-major
    /// @param ieee   whether they are half precision (F16) rather than cut floats (BF16)
    HalfMatrix(int rows, int columns, short[] values, boolean ieee) {
        super(rows, columns);
        this.values = values;
        this.ieee = ieee;
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, float[] scratch) {
        RowProduct.decoded(this, inputs, out, outAt, from, to, add, scratch);
    }

    @Override
    void decode(int row, int rowCount, int column, int count, float[] out, int at, int outStride) {
        for (int i = 0; i < rowCount; i++) {
            if (ieee) {
                halves(values, (row + i) * columns + column, count, out, at + i * outStride);
            } else {
                cutFloats(values, (row + i) * columns + column, count, out, at + i * outStride);
            }
        }
    }

    /// The compiler turns this loop into the processor's own conversions, eight or more at a time.
    private static void halves(short[] values, int from, int count, float[] out, int at) {
        for (int i = 0; i < count; i++) {
            out[at + i] = Float.float16ToFloat(values[from + i]);
        }
    }

    private static void cutFloats(short[] values, int from, int count, float[] out, int at) {
        for (int i = 0; i < count; i++) {
            out[at + i] = Float.intBitsToFloat(values[from + i] << 16);
        }
    }

    @Override
    long bytes() {
        return 2L * values.length;
    }
}
