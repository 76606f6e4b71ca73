package org.decant.runtime.tensor.program;

import java.util.Arrays;
import org.decant.runtime.tensor.Tensor;

/// The weights of a matrix, or of several of one shape, in a form that model files have.
public sealed interface Weights {

    /// `[rows, columns]`, or `[matrices, rows, columns]`.
    int[] shape();

    /// Writes the numbers of a row to the beginning of an array.
    ///
    /// @param row counted through all matrices
    void row(int row, double[] to);

    /// Rows of all matrices together.
    default int rows() {
        int rows = 1;
        for (int axis = 0; axis < shape().length - 1; axis++) {
            rows *= shape()[axis];
        }
        return rows;
    }

    default int columns() {
        return shape()[shape().length - 1];
    }

    /// The numbers that they stand for.
    default Tensor numbers() {
        double[] numbers = new double[Math.multiplyExact(rows(), columns())];
        double[] one = new double[columns()];
        for (int row = 0; row < rows(); row++) {
            row(row, one);
            System.arraycopy(one, 0, numbers, row * columns(), columns());
        }
        return Tensor.of(shape(), numbers);
    }

    private static void check(int[] shape, int count, String what) {
        if (shape.length < 2 || shape.length > 3 || Arrays.stream(shape).reduce(1, Math::multiplyExact) != count) {
            throw new IllegalArgumentException("weights of the shape " + Arrays.toString(shape) + ", with " + count + " " + what);
        }
    }

    /// Bytes, with a scale for each [#BLOCK] columns of a row: what model files call Q8_0.
    ///
    /// @param quants row-major
    /// @param scales row-major, `columns / BLOCK` for each row
    record Bytes(int[] shape, byte[] quants, float[] scales) implements Weights {
        public static final int BLOCK = 32;

        public Bytes {
            check(shape, quants.length, "bytes");
            if (shape[shape.length - 1] % BLOCK != 0 || scales.length * BLOCK != quants.length) {
                throw new IllegalArgumentException("weights of the shape " + Arrays.toString(shape) + ", with " + scales.length
                        + " scales");
            }
        }

        @Override
        public void row(int row, double[] to) {
            int from = row * columns();
            for (int block = 0; block < columns(); block += BLOCK) {
                double scale = scales[(from + block) / BLOCK];
                for (int i = block; i < block + BLOCK; i++) {
                    to[i] = quants[from + i] * scale;
                }
            }
        }
    }

    /// Floating-point numbers of 16 bits: what model files call F16.
    ///
    /// @param bits row-major
    record Halves(int[] shape, short[] bits) implements Weights {

        public Halves {
            check(shape, bits.length, "numbers of 16 bits");
        }

        @Override
        public void row(int row, double[] to) {
            int from = row * columns();
            for (int i = 0; i < columns(); i++) {
                to[i] = Float.float16ToFloat(bits[from + i]);
            }
        }
    }

    /// Floating-point numbers of 32 bits.
    ///
    /// @param values row-major
    record Floats(int[] shape, float[] values) implements Weights {

        public Floats {
            check(shape, values.length, "numbers of 32 bits");
        }

        @Override
        public void row(int row, double[] to) {
            int from = row * columns();
            for (int i = 0; i < columns(); i++) {
                to[i] = values[from + i];
            }
        }
    }
}
