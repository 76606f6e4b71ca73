package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;

/// Division by the root of the mean square (Zhang and Sennrich, 2019).
final class Normalization {

    private Normalization() {
    }

    /// Normalises a padded row of `width` features and multiplies it with the factors.
    static void row(float[] x, int from, int width, float[] factors, float epsilon, float[] out, int at) {
        int padded = Lanes.padded(width);
        float scale = inverseRoot(Lanes.dot(x, from, x, from, padded), width, epsilon);
        for (int i = 0; i < padded; i++) {
            out[at + i] = x[from + i] * scale * factors[i];
        }
    }

    /// Normalises a head of any width in place.
    static void head(float[] x, int from, int width, float[] factors, float epsilon) {
        float squares = 0;
        for (int i = 0; i < width; i++) {
            squares += x[from + i] * x[from + i];
        }
        float scale = inverseRoot(squares, width, epsilon);
        for (int i = 0; i < width; i++) {
            x[from + i] *= scale * factors[i];
        }
    }

    private static float inverseRoot(float squares, int width, float epsilon) {
        return (float) (1 / Math.sqrt(squares / width + epsilon));
    }

    /// Sets gate[i] to gate[i] · sigmoid(gate[i]) · up[i], the gated activation SwiGLU (Shazeer, 2020), for `count`
    /// features.
    static void gate(float[] gate, float[] up, int from, int count) {
        for (int i = Warmth.ACTIVATIONS.isCold() ? from : gateVectors(gate, up, from, count); i < from + count; i++) {
            gate[i] = gate[i] * (1 / (Exponential.of(-gate[i]) + 1)) * up[i];
        }
    }

    /// Of whole vectors; says where the rest begins.
    private static int gateVectors(float[] gate, float[] up, int from, int count) {
        int i = from;
        for (; i <= from + count - Lanes.COUNT; i += Lanes.COUNT) {
            FloatVector x = Lanes.load(gate, i);
            FloatVector sigmoid = Lanes.all(1).div(Exponential.of(x.neg()).add(1));
            x.mul(sigmoid).mul(Lanes.load(up, i)).intoArray(gate, i);
        }
        return i;
    }
}
