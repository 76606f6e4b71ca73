package org.decant.runtime.tensor.cpu;

import java.util.Arrays;
import org.decant.runtime.tensor.program.Weights;

/// Matrix products.
final class Products {

    private Products() {
    }

    /// `[rows, inner]` times `[inner, columns]`.
    static void multiply(double[] a, double[] b, int rows, int inner, int columns, double[] to) {
        Arrays.fill(to, 0, rows * columns, 0);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                addMultiple(a[row * inner + k], b, k * columns, columns, to, row * columns);
            }
        }
    }

    private static void addMultiple(double factor, double[] b, int at, int columns, double[] to, int toAt) {
        for (int column = 0; column < columns; column++) {
            to[toAt + column] += factor * b[at + column];
        }
    }

    /// `[rows, columns]` times the rows of the weights.
    static void multiply(double[] a, int rows, Weights weights, double[] to) {
        for (int out = 0; out < weights.rows(); out++) {
            for (int row = 0; row < rows; row++) {
                to[row * weights.rows() + out] = product(a, row * weights.columns(), weights, out);
            }
        }
    }

    private static double product(double[] a, int at, Weights weights, int row) {
        double sum = 0;
        int blocks = weights.columns() / Weights.BLOCK;
        for (int block = 0; block < blocks; block++) {
            int quant = row * weights.columns() + block * Weights.BLOCK;
            double blockSum = 0;
            for (int i = 0; i < Weights.BLOCK; i++) {
                blockSum += a[at + block * Weights.BLOCK + i] * weights.quants()[quant + i];
            }
            sum += blockSum * weights.scales()[row * blocks + block];
        }
        return sum;
    }
}
