package org.decant.runtime.model.llama;

/// A weight matrix in memory, in a layout made for reading it front to back: panels of [Lanes#PANEL] rows, in each of
/// them column after column, the rows side by side. Rows and columns are padded with zeros to whole panels and to
/// [#depth].
///
/// Rows are output features, columns are input features.
abstract sealed class Matrix permits FloatMatrix, HalfMatrix, ByteMatrix, NibbleMatrix {
    /// Columns are padded to a multiple of this.
    private static final int STEP = 8;

    final int rows;
    final int columns;
    /// Padded columns.
    final int depth;

    Matrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.depth = depth(columns);
    }

    static int depth(int columns) {
        return (columns + STEP - 1) / STEP * STEP;
    }

    static int panels(int rows) {
        return (rows + Lanes.PANEL - 1) / Lanes.PANEL;
    }

    /// The product with one vector: for each row `from` to `to`, sets out[outAt + row] to the product, or adds it.
    ///
    /// @param from a multiple of [Lanes#PANEL]; so is `to`, or else the rows behind it are padding, and set too
    abstract void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, Scratch scratch);

    /// Turns `count` columns of a panel, from `column`, into floats: [Lanes#PANEL] for each column.
    ///
    /// @param column a multiple of [PanelProduct#DEPTH]
    /// @param count  up to that many, a multiple of 8
    abstract void decode(int panel, int column, int count, float[] out);

    /// Memory taken.
    abstract long bytes();

    /// The product with all vectors of `inputs`: for each row `from` to `to` and each token, sets
    /// out[token · stride + row] to the product, or adds it. Rows are taken as by [#multiplyOne].
    final void multiply(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        if (inputs.count() == 1) {
            multiplyOne(inputs, out, 0, from, to, add, scratch);
        } else if (inputs.count() == 2) {
            multiplyTwo(inputs, out, stride, from, to, add, scratch);
        } else {
            PanelProduct.multiply(this, inputs, out, stride, from, to, add, scratch);
        }
    }

    /// The same for two vectors.
    void multiplyTwo(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        PanelProduct.multiply(this, inputs, out, stride, from, to, add, scratch);
    }
}
