package org.decant.models.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Draft heads on the way forward and back (Medusa: Cai et al., 2024): residual blocks between the features that the
/// model's logits are made of and the model's own output, which stays as it is. So does the model, and heads know nothing
/// of each other.
final class HeadNetwork {
    private final int width;
    private final int vocabulary;
    private final int stride;
    private final View output;
    private final List<Layout.Slot> slots = new ArrayList<>();
    private final Product product = new Product();
    private final float[] gates;
    private final float[] features;
    private final float[] changes;
    private final float[] scores;

    /// @param heads    how many
    /// @param capacity the most places of a batch
    /// @param output   the model's output: a row for each token, as wide as the features
    HeadNetwork(int heads, int capacity, View output) {
        this.output = output;
        width = output.columns();
        vocabulary = output.rows();
        stride = Lanes.padded(vocabulary);
        int at = 0;
        for (int head = 1; head <= heads; head++) {
            slots.add(new Layout.Slot("head " + head + " weight", at, width, width));
            slots.add(new Layout.Slot("head " + head + " bias", at + width * width, 1, width));
            at += width * (width + 1);
        }
        gates = new float[capacity * width];
        features = new float[capacity * width];
        changes = new float[capacity * width];
        scores = new float[capacity * stride];
    }

    int heads() {
        return slots.size() / 2;
    }

    List<Layout.Slot> slots() {
        return slots;
    }

    /// W of a head, from 1.
    Layout.Slot weight(int head) {
        return slots.get(2 * head - 2);
    }

    Layout.Slot bias(int head) {
        return slots.get(2 * head - 1);
    }

    /// The number of parameters.
    int size() {
        return heads() * width * (width + 1);
    }

    /// The distance of rows of scores.
    int stride() {
        return stride;
    }

    /// The scores that a head gives all tokens, a row for each place; they are there until the next call. Places behind
    /// the vocabulary are minus infinity.
    float[] scores(float[] parameters, HeadBatch batch, int head) {
        int places = batch.size();
        View gate = View.of(gates, 0, places, width);
        product.multiply(View.of(batch.states(), 0, places, width), weight(head).of(parameters).transposed(), gate, false);
        int bias = bias(head).at();
        for (int at = 0; at < places * width; at += width) {
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector z = Lanes.load(gates, at + i).add(Lanes.load(parameters, bias + i));
                z.intoArray(gates, at + i);
                z.mul(sigmoid(z)).add(Lanes.load(batch.states(), at + i)).intoArray(features, at + i);
            }
        }
        product.multiply(View.of(features, 0, places, width), output.transposed(),
                View.of(scores, 0, places, vocabulary, stride), false);
        for (int place = 0; place < places; place++) {
            Arrays.fill(scores, place * stride + vocabulary, (place + 1) * stride, Float.NEGATIVE_INFINITY);
        }
        return scores;
    }

    /// Adds up the losses of a head and the gradient of its parameters.
    ///
    /// @param factor what the gradient is multiplied with
    void learn(float[] parameters, HeadBatch batch, int head, double factor, float[] gradient, Scores sums) {
        scores(parameters, batch, head);
        sums.weight(batch.weight(head));
        for (int place = 0; place < batch.size(); place++) {
            loss(place * stride, batch.target(place, head), batch.weight(place, head), factor, sums);
        }
        int places = batch.size();
        product.multiply(View.of(scores, 0, places, vocabulary, stride), output, View.of(changes, 0, places, width), false);
        int bias = bias(head).at();
        for (int at = 0; at < places * width; at += width) {
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector z = Lanes.load(gates, at + i);
                FloatVector sigmoid = sigmoid(z);
                FloatVector slope = z.mul(Lanes.all(1).sub(sigmoid)).add(1).mul(sigmoid);
                FloatVector change = slope.mul(Lanes.load(changes, at + i));
                change.intoArray(changes, at + i);
                Lanes.load(gradient, bias + i).add(change).intoArray(gradient, bias + i);
            }
        }
        product.multiply(View.of(changes, 0, places, width).transposed(), View.of(batch.states(), 0, places, width),
                weight(head).of(gradient), true);
    }

    /// Turns a row of scores into the gradient of its loss.
    private void loss(int at, int target, float weight, double factor, Scores sums) {
        if (target == Batch.NOTHING) {
            Arrays.fill(scores, at, at + stride, 0);
            return;
        }
        float score = scores[at + target];
        float largest = Lanes.largest(scores, at, stride);
        float sum = Lanes.exponentials(scores, at, stride, largest);
        sums.token(weight * (largest + Math.log(sum) - score), score == largest, false);
        Lanes.multiply(scores, at, stride, (float) (factor * weight / sum));
        scores[at + target] -= (float) (factor * weight);
    }

    private static FloatVector sigmoid(FloatVector x) {
        return Lanes.all(1).div(x.neg().lanewise(VectorOperators.EXP).add(1));
    }
}
