package org.decant.runtime.tensor.program;

import java.util.Arrays;
import org.decant.runtime.tensor.Tensor;

/// The weights of a matrix as bytes, with a scale for each [#BLOCK] columns of a row: what model files call Q8_0.
///
/// @param quants row-major
/// @param scales row-major, `columns / BLOCK` for each row
public record Weights(int rows, int columns, byte[] quants, float[] scales) {
    public static final int BLOCK = 32;

    public Weights {
        if (columns % BLOCK != 0 || quants.length != rows * columns || scales.length * BLOCK != quants.length) {
            throw new IllegalArgumentException("weights of " + rows + " rows and " + columns + " columns, with "
                    + quants.length + " bytes and " + scales.length + " scales");
        }
    }

    /// The numbers that the bytes stand for.
    public Tensor numbers() {
        double[] numbers = new double[quants.length];
        Arrays.setAll(numbers, i -> quants[i] * (double) scales[i / BLOCK]);
        return Tensor.of(new int[] {rows, columns}, numbers);
    }
}
