package org.decant.runtime.model.llama;

import java.util.Set;
import org.decant.runtime.tensor.Tensor;

/// What draft heads say, computed by the thread that asks: a head is asked at one place in many.
final class HeadScores {
    private final DraftHeads heads;
    private final Matrix output;
    private final Inputs inputs;
    private final Scratch scratch = new Scratch(1);
    private final float[] features;
    private final float[] scores;

    /// @param output the model's own
    HeadScores(DraftHeads heads, Matrix output) {
        this.heads = heads;
        this.output = output;
        inputs = Inputs.of(1, 1, heads.width(), Set.of(output.layout()))[0];
        features = new float[Lanes.padded(heads.width())];
        scores = new float[Lanes.padded(output.rows)];
    }

    /// The scores that head `number`, from 1, gives all tokens.
    synchronized double[] of(int number, Tensor state) {
        DraftHeads.Head head = heads.heads().get(number - 1);
        double[] x = state.values();
        for (int row = 0; row < x.length; row++) {
            double z = head.bias()[row];
            for (int column = 0; column < x.length; column++) {
                z += head.weight()[row * x.length + column] * x[column];
            }
            features[row] = (float) (x[row] + z / (1 + Math.exp(-z)));
        }
        inputs.use(features, 1, x.length);
        inputs.prepareFew();
        output.multiply(inputs, scores, scores.length, 0, output.rows, false, scratch);
        double[] copy = new double[output.rows];
        for (int token = 0; token < copy.length; token++) {
            copy[token] = scores[token];
        }
        return copy;
    }
}
