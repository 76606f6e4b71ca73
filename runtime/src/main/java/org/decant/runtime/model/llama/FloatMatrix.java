package org.decant.runtime.model.llama;

/// Weights as floats. Rows are padded with zeros.
final class FloatMatrix extends Matrix {
    private final float[] values;
    private final int stride;

    /// @param values rows of [Lanes#padded] columns
    FloatMatrix(int rows, int columns, float[] values) {
        super(rows, columns);
        this.values = values;
        this.stride = Lanes.padded(columns);
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, float[] scratch) {
        for (int row = from; row < to; row++) {
            float sum = RowProduct.one(values, row * stride, inputs.values(), 0, stride);
            out[outAt + row] = add ? out[outAt + row] + sum : sum;
        }
    }

    @Override
    void decode(int row, int rowCount, int column, int count, float[] out, int at, int outStride) {
        for (int i = 0; i < rowCount; i++) {
            System.arraycopy(values, (row + i) * stride + column, out, at + i * outStride, count);
        }
    }

    @Override
    long bytes() {
        return 4L * values.length;
    }
}
