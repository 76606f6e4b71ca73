package org.decant.models.train;

/// A matrix that lies in an array: element (i, j) is `values[at + i · rowStride + j · columnStride]`.
record View(float[] values, int at, int rows, int columns, int rowStride, int columnStride) {

    /// Rows side by side.
    static View of(float[] values, int at, int rows, int columns) {
        return new View(values, at, rows, columns, columns, 1);
    }

    /// Rows `rowStride` apart.
    static View of(float[] values, int at, int rows, int columns, int rowStride) {
        return new View(values, at, rows, columns, rowStride, 1);
    }

    View transposed() {
        return new View(values, at, columns, rows, columnStride, rowStride);
    }
}
