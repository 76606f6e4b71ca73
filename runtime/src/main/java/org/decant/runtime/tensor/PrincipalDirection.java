package org.decant.runtime.tensor;

import org.decant.runtime.diagnostic.DecantException;

/// The first right singular vector of a matrix, by power iteration on its Gram matrix.
public final class PrincipalDirection {
    private static final int MOST_STEPS = 10_000;
    /// A step that turns the direction by less than this is the last.
    private static final double STILL = 1e-13;

    private PrincipalDirection() {
    }

    /// The unit vector with the largest sum of squared products with the rows of `matrix`. Its sign is that with which most
    /// rows have a positive product.
    ///
    /// @throws DecantException where `matrix` is no matrix, or has no row other than 0
    public static Tensor of(Tensor matrix) {
        if (matrix.rank() != 2) {
            throw new DecantException("a direction of a tensor of shape " + Shape.text(matrix.shape()), "give a matrix");
        }
        int width = matrix.shape()[1];
        double[] gram = matrix.transpose().matmul(matrix).values();
        double[] direction = start(gram, width);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = normalized(product(gram, direction));
            double change = 0;
            for (int i = 0; i < width; i++) {
                change = Math.max(change, Math.abs(next[i] - direction[i]));
            }
            direction = next;
            if (change < STILL) {
                break;
            }
        }
        int side = 0;
        for (double along : matrix.matmul(Tensor.of(direction)).values()) {
            side += (int) Math.signum(along);
        }
        return side < 0 ? Tensor.of(direction).multiply(Tensor.scalar(-1)) : Tensor.of(direction);
    }

    /// A column of the Gram matrix: it is not orthogonal to the direction where the feature that it belongs to is not.
    private static double[] start(double[] gram, int width) {
        int largest = 0;
        for (int i = 0; i < width; i++) {
            largest = gram[i * width + i] > gram[largest * width + largest] ? i : largest;
        }
        if (width == 0 || gram[largest * width + largest] == 0) {
            throw new DecantException("a direction of rows that are all 0", "give at least one row with a number other than 0");
        }
        double[] column = new double[width];
        for (int i = 0; i < width; i++) {
            column[i] = gram[i * width + largest];
        }
        return normalized(column);
    }

    private static double[] product(double[] gram, double[] vector) {
        double[] result = new double[vector.length];
        for (int row = 0; row < vector.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                result[row] += gram[row * vector.length + column] * vector[column];
            }
        }
        return result;
    }

    private static double[] normalized(double[] vector) {
        double norm = Tensor.of(vector).norm();
        double[] result = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            result[i] = vector[i] / norm;
        }
        return result;
    }
}
