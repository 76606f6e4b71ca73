package org.decant.runtime.model.llama;

/// A weight matrix in memory, in a layout made for reading it front to back: panels of rows, in each of them column after
/// column, the rows side by side.
///
/// Rows are output features, columns are input features.
abstract sealed class Matrix permits DecodedMatrix, IntegerMatrix {
    final int rows;
    final int columns;

    Matrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /// The product with all vectors of `inputs`: for each row `from` to `to` and each token, sets
    /// out[token · stride + row] to the product, or adds it.
    ///
    /// @param from a multiple of [Lanes#PANEL]; so is `to`, or else the rows behind it are padding, and set too
    abstract void multiply(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch);

    /// How the matrix takes the vectors that it is multiplied with.
    abstract Inputs.Layout layout();

    /// Memory taken.
    abstract long bytes();

    static int panels(int rows) {
        return (rows + Lanes.PANEL - 1) / Lanes.PANEL;
    }
}
