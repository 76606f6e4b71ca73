package org.decant.models.train;

import jdk.incubator.vector.FloatVector;

/// Division of rows by the root of their mean square, and multiplication with factors (Zhang and Sennrich, 2019).
final class RootMeanSquare {

    private RootMeanSquare() {
    }

    /// @param scales set to the inverse of each row's root
    static void forward(float[] x, int rows, int width, float[] parameters, int factors, float epsilon, float[] out,
            float[] scales) {
        for (int row = 0; row < rows; row++) {
            int at = row * width;
            float scale = (float) (1 / Math.sqrt(Lanes.dot(x, at, x, at, width) / width + epsilon));
            scales[row] = scale;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                Lanes.load(x, at + i).mul(scale).mul(Lanes.load(parameters, factors + i)).intoArray(out, at + i);
            }
        }
    }

    /// Adds the gradient of the factors to `gradient`, and that of `x` to `to`.
    ///
    /// @param from the gradient of what [#forward] wrote; changed
    static void backward(float[] x, float[] scales, int rows, int width, float[] parameters, int factors, float[] from,
            float[] to, float[] gradient) {
        for (int row = 0; row < rows; row++) {
            int at = row * width;
            float scale = scales[row];
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector y = Lanes.load(from, at + i);
                Lanes.load(x, at + i).mul(scale).fma(y, Lanes.load(gradient, factors + i))
                        .intoArray(gradient, factors + i);
                y.mul(Lanes.load(parameters, factors + i)).intoArray(from, at + i);
            }
            float turn = -Lanes.dot(x, at, from, at, width) * scale * scale * scale / width;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector own = Lanes.load(from, at + i).fma(Lanes.all(scale), Lanes.load(to, at + i));
                Lanes.load(x, at + i).fma(Lanes.all(turn), own).intoArray(to, at + i);
            }
        }
    }
}
