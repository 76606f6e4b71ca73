package org.decant.models.train;

import java.util.Arrays;
import java.util.BitSet;
import org.decant.runtime.model.llama.LlamaShape;

/// A model of the Llama family on the way forward and back, for batches of up to `capacity` tokens. Holds what one
/// thread needs; the parameters are elsewhere.
final class Network {
    private final Layout layout;
    private final int width;
    private final Block[] blocks;
    private final OutputHead head;
    /// Hidden states before each layer and behind the last one.
    private final float[][] states;
    private final float[] changes;

    private float[] parameters;
    private Batch batch;
    private BitSet skipped;

    /// @param causal whether tokens see only themselves and those before them
    Network(Layout layout, boolean causal, int capacity) {
        this.layout = layout;
        LlamaShape shape = layout.shape();
        width = shape.width();
        Product product = new Product();
        Block.Workspace workspace = new Block.Workspace(shape, causal, capacity, product);
        blocks = new Block[shape.layers()];
        states = new float[shape.layers() + 1][capacity * width];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new Block(shape, layout.block(i), workspace, capacity);
        }
        head = new OutputHead(layout, capacity, product);
        changes = new float[capacity * width];
    }

    /// Computes the hidden states of a batch.
    ///
    /// @param skipped layers that are left out
    void forward(float[] parameters, Batch batch, BitSet skipped) {
        this.parameters = parameters;
        this.batch = batch;
        this.skipped = skipped;
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(parameters, layout.embedding().at() + batch.token(i) * width, states[0], i * width,
                    width);
        }
        for (int i = 0; i < blocks.length; i++) {
            if (skipped.get(i)) {
                System.arraycopy(states[i], 0, states[i + 1], 0, batch.size() * width);
            } else {
                blocks[i].forward(parameters, batch, states[i], states[i + 1]);
            }
        }
    }

    /// Prepares [#scores] of the batch.
    void beginScores() {
        head.begin(parameters, states[blocks.length], batch.size());
    }

    /// Writes the scores of the batch's rows `from` to `from + count`, each padded with negative infinity.
    void scores(int from, int count, float[] out) {
        head.scores(parameters, from, count, out);
    }

    /// Adds up the losses behind the first `layers` layers.
    void losses(int layers, OutputHead.Loss loss, Scores sums) {
        head.losses(parameters, states[layers], batch, loss, null, null, sums);
    }

    /// Adds up the losses behind the last layer and, where `exit` is not 0, behind the first `exit` layers; adds the
    /// gradient of `factor` times the former plus `exitFactor` times the latter to `gradient`.
    void learn(OutputHead.Loss loss, int exit, OutputHead.Loss exitLoss, float[] gradient, Scores sums,
            Scores exitSums) {
        Arrays.fill(changes, 0, batch.size() * width, 0);
        head.losses(parameters, states[blocks.length], batch, loss, changes, gradient, sums);
        for (int i = blocks.length; i-- > 0;) {
            if (!skipped.get(i)) {
                blocks[i].backward(parameters, batch, states[i], changes, gradient);
            }
            if (i == exit && exit > 0) {
                head.losses(parameters, states[i], batch, exitLoss, changes, gradient, exitSums);
            }
        }
        for (int i = 0; i < batch.size(); i++) {
            Lanes.add(changes, i * width, gradient, layout.embedding().at() + batch.token(i) * width, width);
        }
    }
}
