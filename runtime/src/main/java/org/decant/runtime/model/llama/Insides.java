package org.decant.runtime.model.llama;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Pass;
import org.decant.runtime.tensor.Tensor;

/// Makes the observations that a pass asks for. One worker does, in plain Java: few passes ask, and for few numbers.
final class Insides {
    private final Pass pass;
    private final LlamaModel model;
    private final LlamaShape shape;
    private final Scratch scratch = new Scratch(1);
    /// For each entry of the pass the next observation of the same node, -1 for none.
    private final int[] next;

    Insides(Pass pass, LlamaModel model, int[] next) {
        this.pass = pass;
        this.model = model;
        this.shape = model.shape();
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

    /// @throws DecantException where more than hidden states is asked for, which a device does not show
    void requireStates(String device, KvNode[] nodes, int first, int count) {
        for (int i = 0; i < count; i++) {
            for (int entry = nodes[first + i].observed; entry >= 0; entry = next[entry]) {
                if (pass.observation(entry) instanceof Observation.Attention || pass.observation(entry) instanceof Observation.Queries) {
                    throw new DecantException("the model " + model.name() + " runs on the device " + device
                            + ", which does not show what it attends to", "run it on the processor: `--device cpu`");
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

    /// Shows the attention weights and queries of a layer.
    ///
    /// @param layer   from 0
    /// @param active  of how many nodes it is run
    /// @param queries a row of turned queries for each node, `stride` apart
    void attention(int layer, KvNode[] nodes, int first, int count, int active, float[] queries, int stride,
            Attention attention) {
        for (int i = 0; i < count; i++) {
            for (int entry = nodes[first + i].observed; entry >= 0; entry = next[entry]) {
                switch (pass.observation(entry)) {
                    case Observation.Attention(int at) when at == layer + 1 -> {
                        checkRun(layer, i < active, pass.context(entry).length());
                        pass.show(entry, weights(layer, nodes[first + i], i, pass.context(entry).length(), queries,
                                i * stride, attention));
                    }
                    case Observation.Queries(int at) when at == layer + 1 -> {
                        checkRun(layer, i < active, pass.context(entry).length());
                        pass.show(entry, queries(queries, i * stride));
                    }
                    default -> { }
                }
            }
        }
    }

    private void checkRun(int layer, boolean run, int length) {
        if (!run) {
            throw new DecantException("the model " + model.name() + " does not run layer " + (layer + 1)
                    + " for contexts of " + length + " tokens", "ask for a layer that it runs there");
        }
    }

    private Tensor queries(float[] queries, int query) {
        double[] values = new double[shape.queryWidth()];
        for (int i = 0; i < values.length; i++) {
            values[i] = queries[query + i];
        }
        return Tensor.of(new int[] {shape.heads(), shape.headWidth()}, values);
    }

    private Tensor weights(int layer, KvNode node, int index, int length, float[] queries, int query,
            Attention attention) {
        int columns = length + 1;
        // Column 0 is the token before the text; a text that is written with that token has none before it.
        int shift = length - node.position;
        double scale = 1 / Math.sqrt(shape.headWidth());
        double[] weights = new double[shape.heads() * columns];
        for (int head = 0; head < shape.heads(); head++) {
            int from = head * columns;
            int at = query + head * shape.headWidth();
            int keyHead = head / shape.headsPerKey();
            List<KvNode> seen = new ArrayList<>();
            attention.forEachSeen(layer, keyHead, index, scratch, seen::add);
            double most = Double.NEGATIVE_INFINITY;
            for (KvNode row : seen) {
                double score = 0;
                for (int feature = 0; feature < shape.headWidth(); feature++) {
                    score += (double) queries[at + feature] * row.page.key(layer, keyHead, row.row, feature);
                }
                weights[from + row.position + shift] = score * scale;
                most = Math.max(most, score * scale);
            }
            double sum = 0;
            for (KvNode row : seen) {
                sum += Math.exp(weights[from + row.position + shift] - most);
            }
            for (KvNode row : seen) {
                int column = from + row.position + shift;
                weights[column] = Math.exp(weights[column] - most) / sum;
            }
        }
        return Tensor.of(new int[] {shape.heads(), columns}, weights);
    }
}
