package org.decant.runtime.model.llama;

/// A weight matrix in memory, in a layout made for reading it front to back.
///
/// Rows are output features, columns are input features.
abstract sealed class Matrix permits FloatMatrix, HalfMatrix, ByteMatrix, NibbleMatrix {
    final int rows;
    final int columns;

    Matrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /// The product with one vector: for each row `from` to `to`, sets out[outAt + row] to the product, or adds it.
    ///
    /// @param scratch of [Scratch#TILE] floats
    abstract void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, float[] scratch);

    /// Turns `count` elements of `rowCount` rows into floats, from `column`, a multiple of [Scratch#CHUNK]; row after
    /// row, `outStride` apart. Up to [Lanes#PADDING] elements behind each row may be written too.
    abstract void decode(int row, int rowCount, int column, int count, float[] out, int at, int outStride);

    /// Memory taken.
    abstract long bytes();

    /// The product with all vectors of `inputs`, which were prepared for the way that their number asks for: for each
    /// row `from` to `to` and each token, sets out[token · stride + row] to the product, or adds it.
    final void multiply(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        if (inputs.count() == 1) {
            multiplyOne(inputs, out, 0, from, to, add, scratch.tile);
        } else if (inputs.inLanes()) {
            LaneProduct.multiply(this, inputs, out, stride, from, to, add, scratch);
        } else if (this instanceof ByteMatrix bytes && bytes.takesFew()) {
            bytes.multiplyFew(inputs, out, stride, from, to, add);
        } else {
            DotProduct.multiply(this, inputs, out, stride, from, to, add, scratch);
        }
    }
}
