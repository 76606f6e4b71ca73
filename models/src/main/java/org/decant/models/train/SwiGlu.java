package org.decant.models.train;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The gated activation: gate · sigmoid(gate) · up (Shazeer, 2020). A row of `expanded` has all gates, then all ups.
final class SwiGlu {

    private SwiGlu() {
    }

    static void forward(float[] expanded, int rows, int width, float[] out) {
        for (int row = 0; row < rows; row++) {
            int gates = 2 * row * width;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector gate = Lanes.load(expanded, gates + i);
                gate.mul(sigmoid(gate)).mul(Lanes.load(expanded, gates + width + i)).intoArray(out, row * width + i);
            }
        }
    }

    /// Turns the gradient of what [#forward] wrote into that of `expanded`.
    static void backward(float[] expanded, int rows, int width, float[] from, float[] to) {
        for (int row = 0; row < rows; row++) {
            int gates = 2 * row * width;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector gate = Lanes.load(expanded, gates + i);
                FloatVector sigmoid = sigmoid(gate);
                FloatVector y = Lanes.load(from, row * width + i);
                gate.mul(sigmoid).mul(y).intoArray(to, gates + width + i);
                FloatVector slope = gate.mul(Lanes.all(1).sub(sigmoid)).add(1).mul(sigmoid);
                slope.mul(y).mul(Lanes.load(expanded, gates + width + i)).intoArray(to, gates + i);
            }
        }
    }

    private static FloatVector sigmoid(FloatVector x) {
        return Lanes.all(1).div(x.neg().lanewise(VectorOperators.EXP).add(1));
    }
}
