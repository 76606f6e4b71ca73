package org.decant.models.train;

import org.decant.runtime.model.llama.LlamaShape;

/// A layer, and what it remembers on the way forward for the way back.
final class Block {
    private final LlamaShape shape;
    private final Layout.Block slots;
    private final Workspace workspace;
    private final int mixtureWidth;

    private final float[] normed;
    private final float[] scales;
    private final float[] mixture;
    private final float[] logs;
    private final float[] mixed;
    /// The hidden states between attention and feed-forward network.
    private final float[] middle;
    private final float[] middleNormed;
    private final float[] middleScales;
    private final float[] expanded;
    private final float[] hidden;

    /// What the layers of a network share: nothing in it is kept from one layer to the next.
    static final class Workspace {
        final Product product;
        final Attention attention;
        final Rotation rotation;
        final float[] normed;
        final float[] mixture;
        final float[] mixed;
        final float[] expanded;
        final float[] hidden;

        Workspace(LlamaShape shape, boolean causal, int capacity, Product product) {
            this.product = product;
            attention = new Attention(shape, causal, product);
            rotation = new Rotation(shape.window(), shape.headWidth());
            normed = new float[capacity * shape.width()];
            mixture = new float[capacity * (shape.queryWidth() + 2 * shape.keyWidth())];
            mixed = new float[capacity * shape.queryWidth()];
            expanded = new float[capacity * 2 * shape.feedForward()];
            hidden = new float[capacity * shape.feedForward()];
        }
    }

    Block(LlamaShape shape, Layout.Block slots, Workspace workspace, int capacity) {
        this.shape = shape;
        this.slots = slots;
        this.workspace = workspace;
        mixtureWidth = shape.queryWidth() + 2 * shape.keyWidth();
        normed = new float[capacity * shape.width()];
        scales = new float[capacity];
        mixture = new float[capacity * mixtureWidth];
        logs = new float[capacity * shape.heads()];
        mixed = new float[capacity * shape.queryWidth()];
        middle = new float[capacity * shape.width()];
        middleNormed = new float[capacity * shape.width()];
        middleScales = new float[capacity];
        expanded = new float[capacity * 2 * shape.feedForward()];
        hidden = new float[capacity * shape.feedForward()];
    }

    /// Computes the hidden states `out` behind the layer from those before it, `in`.
    void forward(float[] parameters, Batch batch, float[] in, float[] out) {
        int rows = batch.size();
        int width = shape.width();
        RootMeanSquare.forward(in, rows, width, parameters, slots.attentionNorm().at(), shape.epsilon(), normed,
                scales);
        apply(parameters, slots.attention(), normed, mixture, rows, false);
        workspace.rotation.turn(mixture, mixtureWidth, shape.heads() + shape.keyHeads(), batch, 1);
        workspace.attention.forward(mixture, batch, mixed, logs);
        System.arraycopy(in, 0, middle, 0, rows * width);
        apply(parameters, slots.attentionOutput(), mixed, middle, rows, true);

        RootMeanSquare.forward(middle, rows, width, parameters, slots.feedForwardNorm().at(), shape.epsilon(),
                middleNormed, middleScales);
        apply(parameters, slots.expansion(), middleNormed, expanded, rows, false);
        SwiGlu.forward(expanded, rows, shape.feedForward(), hidden);
        System.arraycopy(middle, 0, out, 0, rows * width);
        apply(parameters, slots.down(), hidden, out, rows, true);
    }

    /// Turns the gradient `states` of what [#forward] wrote into that of its `in`, and adds those of the parameters to
    /// `gradient`.
    void backward(float[] parameters, Batch batch, float[] in, float[] states, float[] gradient) {
        int rows = batch.size();
        int width = shape.width();
        learn(gradient, slots.down(), hidden, states, rows);
        applyBack(parameters, slots.down(), states, workspace.hidden, rows);
        SwiGlu.backward(expanded, rows, shape.feedForward(), workspace.hidden, workspace.expanded);
        learn(gradient, slots.expansion(), middleNormed, workspace.expanded, rows);
        applyBack(parameters, slots.expansion(), workspace.expanded, workspace.normed, rows);
        RootMeanSquare.backward(middle, middleScales, rows, width, parameters, slots.feedForwardNorm().at(),
                workspace.normed, states, gradient);

        learn(gradient, slots.attentionOutput(), mixed, states, rows);
        applyBack(parameters, slots.attentionOutput(), states, workspace.mixed, rows);
        workspace.attention.backward(mixture, batch, mixed, logs, workspace.mixed, workspace.mixture);
        workspace.rotation.turn(workspace.mixture, mixtureWidth, shape.heads() + shape.keyHeads(), batch, -1);
        learn(gradient, slots.attention(), normed, workspace.mixture, rows);
        applyBack(parameters, slots.attention(), workspace.mixture, workspace.normed, rows);
        RootMeanSquare.backward(in, scales, rows, width, parameters, slots.attentionNorm().at(), workspace.normed,
                states, gradient);
    }

    private void apply(float[] parameters, Layout.Slot slot, float[] in, float[] out, int rows, boolean add) {
        workspace.product.multiply(View.of(in, 0, rows, slot.columns()), slot.of(parameters).transposed(),
                View.of(out, 0, rows, slot.rows()), add);
    }

    /// The gradient of a product's input from that of its output.
    private void applyBack(float[] parameters, Layout.Slot slot, float[] from, float[] to, int rows) {
        workspace.product.multiply(View.of(from, 0, rows, slot.rows()), slot.of(parameters),
                View.of(to, 0, rows, slot.columns()), false);
    }

    /// Adds the gradient of a matrix, from its input and the gradient of its output.
    private void learn(float[] gradient, Layout.Slot slot, float[] in, float[] from, int rows) {
        workspace.product.multiply(View.of(from, 0, rows, slot.rows()).transposed(),
                View.of(in, 0, rows, slot.columns()), slot.of(gradient), true);
    }
}
