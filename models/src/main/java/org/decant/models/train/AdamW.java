package org.decant.models.train;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/// The optimizer AdamW (Loshchilov and Hutter, 2019): steps are the running mean of the gradients divided by the root
/// of that of their squares; matrices shrink a little, factors of norms do not. Gradients that are too long are
/// shortened first.
final class AdamW {
    private static final float MEAN_KEPT = 0.9f;
    private static final float SQUARE_KEPT = 0.97f;
    private static final float SMALL = 1e-8f;
    /// The longest gradient.
    private static final double LONGEST = 1;

    private final List<Layout.Slot> slots;
    private final float decay;
    private final float[] means;
    private final float[] squares;

    /// @param slots where the parameters lie
    /// @param decay the part of a matrix that a step of rate 1 takes away
    /// @param means of gradients, by parameter; zeros at the beginning, as `squares`
    AdamW(List<Layout.Slot> slots, double decay, float[] means, float[] squares) {
        this.slots = slots;
        this.decay = (float) decay;
        this.means = means;
        this.squares = squares;
    }

    /// Changes the parameters.
    ///
    /// @param step the number of this step, from 1
    /// @return the length of the gradient
    double step(float[] parameters, float[] gradient, double rate, long step) {
        double length = Math.sqrt(squared(gradient));
        float factor = (float) Math.min(1, LONGEST / length);
        float meanRate = (float) (rate / (1 - Math.pow(MEAN_KEPT, step)));
        float squareFactor = (float) (1 / (1 - Math.pow(SQUARE_KEPT, step)));
        for (Layout.Slot slot : slots) {
            float kept = slot.rows() == 1 ? 1 : (float) (1 - rate * decay);
            for (int i = slot.at(); i < slot.at() + slot.size(); i += Lanes.COUNT) {
                FloatVector g = Lanes.load(gradient, i).mul(factor);
                FloatVector mean = Lanes.load(means, i).mul(MEAN_KEPT).add(g.mul(1 - MEAN_KEPT));
                FloatVector square = Lanes.load(squares, i).mul(SQUARE_KEPT).add(g.mul(g).mul(1 - SQUARE_KEPT));
                mean.intoArray(means, i);
                square.intoArray(squares, i);
                FloatVector change = mean.mul(meanRate).div(square.mul(squareFactor).sqrt().add(SMALL));
                Lanes.load(parameters, i).mul(kept).sub(change).intoArray(parameters, i);
            }
        }
        return length;
    }

    private static double squared(float[] gradient) {
        double sum = 0;
        for (int i = 0; i < gradient.length; i += Lanes.PADDING) {
            sum += Lanes.dot(gradient, i, gradient, i, Lanes.PADDING);
        }
        return sum;
    }
}
