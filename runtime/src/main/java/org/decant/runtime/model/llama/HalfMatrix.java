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
        for (int row = from; row < to; row++) {
            float sum = 0;
            for (int column = 0; column < columns; column += Scratch.TILE) {
                int count = Math.min(Scratch.TILE, columns - column);
                int padded = Lanes.padded(count);
                decode(row, column, count, scratch, 0);
                for (int i = count; i < padded; i++) {
                    scratch[i] = 0;
                }
                sum += Lanes.dot(scratch, 0, inputs.values(), column, padded);
            }
            out[outAt + row] = add ? out[outAt + row] + sum : sum;
        }
    }

    @Override
    void decode(int row, int column, int count, float[] out, int at) {
        if (ieee) {
            halves(values, row * columns + column, count, out, at);
        } else {
            cutFloats(values, row * columns + column, count, out, at);
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
