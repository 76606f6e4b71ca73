package org.decant.runtime.model.llama;

import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Pass;
import org.decant.runtime.tensor.Tensor;

/// Makes the observations that a pass asks for. One worker does, in plain Java: few passes ask, and for few numbers.
final class Insides {
    private final Pass pass;
    private final LlamaShape shape;
    /// For each entry of the pass the next observation of the same node, -1 for none.
    private final int[] next;

    Insides(Pass pass, LlamaShape shape, int[] next) {
        this.pass = pass;
        this.shape = shape;
        this.next = next;
    }

    /// Shows the hidden states behind layer `layer`, from 1; layer 0 is the embedding.
    ///
    /// @param width between the rows of `states`
    void states(int layer, KvNode[] nodes, int first, int count, float[] states, int width) {
        for (int i = 0; i < count; i++) {
            for (int entry = nodes[first + i].observed; entry >= 0; entry = next[entry]) {
                if (pass.observation(entry) instanceof Observation.HiddenState(int at) && at == layer) {
                    show(entry, states, i * width);
                }
            }
        }
    }

    /// Shows the hidden states of the last layer, normalised.
    void finals(float[] factors, KvNode[] nodes, int first, int count, float[] states, int width) {
        float[] normed = new float[width];
        for (int i = 0; i < count; i++) {
            for (int entry = nodes[first + i].observed; entry >= 0; entry = next[entry]) {
                if (pass.observation(entry) instanceof Observation.FinalState) {
                    Normalization.row(states, i * width, shape.width(), factors, shape.epsilon(), normed, 0);
                    show(entry, normed, 0);
                }
            }
        }
    }

    private void show(int entry, float[] values, int from) {
        double[] copy = new double[shape.width()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[from + i];
        }
        pass.show(entry, Tensor.of(copy));
    }

    /// Shows the attention weights of a layer.
    ///
    /// @param layer   from 0
    /// @param queries a row of turned queries for each node, `stride` apart
    void attention(int layer, KvNode[] nodes, int first, int count, float[] queries, int stride) {
        for (int i = 0; i < count; i++) {
            KvNode node = nodes[first + i];
            for (int entry = node.observed; entry >= 0; entry = next[entry]) {
                if (pass.observation(entry) instanceof Observation.Attention(int at) && at == layer + 1) {
                    pass.show(entry, weights(layer, node, pass.context(entry).length(), queries, i * stride));
                }
            }
        }
    }

    private Tensor weights(int layer, KvNode node, int length, float[] queries, int query) {
        int columns = length + 1;
        // Column 0 is the token before the text; a text that is written with that token has none before it.
        int shift = length - node.position;
        double scale = 1 / Math.sqrt(shape.headWidth());
        double[] weights = new double[shape.heads() * columns];
        for (int head = 0; head < shape.heads(); head++) {
            double most = Double.NEGATIVE_INFINITY;
            for (KvNode at = node; at != null; at = at.parent) {
                double score = 0;
                for (int feature = 0; feature < shape.headWidth(); feature++) {
                    score += (double) queries[query + head * shape.headWidth() + feature]
                            * at.page.key(layer, head / shape.headsPerKey(), at.row, feature);
                }
                weights[head * columns + at.position + shift] = score * scale;
                most = Math.max(most, score * scale);
            }
            double sum = 0;
            for (int column = shift; column < columns; column++) {
                double weight = Math.exp(weights[head * columns + column] - most);
                weights[head * columns + column] = weight;
                sum += weight;
            }
            for (int column = shift; column < columns; column++) {
                weights[head * columns + column] /= sum;
            }
        }
        return Tensor.of(new int[] {shape.heads(), columns}, weights);
    }
}
