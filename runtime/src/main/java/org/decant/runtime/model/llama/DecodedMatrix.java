package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;

/// A weight matrix that is multiplied as floats, by kernels in machine code where there are some for its numbers, else in
/// Java. Panels are of [Lanes#PANEL] rows; rows and columns are padded with zeros to whole panels and to [#depth].
abstract sealed class DecodedMatrix extends Matrix permits FloatMatrix, HalfMatrix, ByteMatrix, NibbleMatrix {
    /// Columns are padded to a multiple of this.
    private static final int STEP = 8;

    /// Padded columns.
    final int depth;

    /// Null where there are none.
    private final PanelKernels kernels;
    /// All numbers, for the kernels.
    private final MemorySegment numbers;

    /// One that only kernels in Java multiply.
    DecodedMatrix(int rows, int columns) {
        this(rows, columns, null, null);
    }

    /// @param kernels null where there are none
    /// @param numbers the memory of all panels, for the kernels
    DecodedMatrix(int rows, int columns, PanelKernels kernels, MemorySegment numbers) {
        super(rows, columns);
        this.depth = depth(columns);
        this.kernels = kernels;
        this.numbers = numbers;
    }

    static int depth(int columns) {
        return (columns + STEP - 1) / STEP * STEP;
    }

    /// The product with one vector: for each row `from` to `to`, sets out[outAt + row] to the product, or adds it.
    ///
    /// @param from as [#multiply] takes it, and `to`
    abstract void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, Scratch scratch);

    /// Turns `count` columns of a panel, from `column`, into floats: [Lanes#PANEL] for each column.
    ///
    /// @param column a multiple of [PanelProduct#DEPTH]
    /// @param count  up to that many, a multiple of 8
    abstract void decode(int panel, int column, int count, float[] out);

    @Override
    final Inputs.Layout layout() {
        return kernels == null ? Inputs.Layout.JAVA : Inputs.Layout.FLOATS;
    }

    @Override
    final void multiply(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        if (kernels == null) {
            multiplyInJava(inputs, out, stride, from, to, add, scratch);
            return;
        }
        MemorySegment x = inputs.count() == 1 ? MemorySegment.ofArray(inputs.values()) : inputs.floats().segment();
        kernels.multiply(numbers, depth / kernels.columns(), x, inputs.stride() / kernels.columns(), inputs.count(), out,
                stride, from, to, add);
    }

    /// The same, by kernels in Java.
    final void multiplyInJava(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        if (inputs.count() == 1) {
            multiplyOne(inputs, out, 0, from, to, add, scratch);
        } else if (inputs.count() == 2) {
            multiplyTwo(inputs, out, stride, from, to, add, scratch);
        } else {
            PanelProduct.multiply(this, inputs, out, stride, from, to, add, scratch);
        }
    }

    /// The product with two vectors.
    void multiplyTwo(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        PanelProduct.multiply(this, inputs, out, stride, from, to, add, scratch);
    }
}
