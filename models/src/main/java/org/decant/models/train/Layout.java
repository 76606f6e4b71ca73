package org.decant.models.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.decant.runtime.model.llama.LlamaShape;

/// Where each matrix and vector of a model lies in the one array of its parameters, and in those of the same layout:
/// gradients and the optimizer's averages. The output has the embedding's numbers.
final class Layout {
    private final List<Slot> slots = new ArrayList<>();
    private final LlamaShape shape;
    private final Slot embedding;
    private final Block[] blocks;
    private final Slot norm;
    private int size;

    /// @param rows    output features, 1 for a vector of factors
    /// @param columns input features
    record Slot(String name, int at, int rows, int columns) {
        int size() {
            return rows * columns;
        }

        View of(float[] values) {
            return View.of(values, at, rows, columns);
        }
    }

    /// The parameters of a layer.
    ///
    /// @param attention rows for all queries, then all keys, then all values
    /// @param expansion rows for the gate, then as many for what it is multiplied with
    record Block(Slot attentionNorm, Slot attention, Slot attentionOutput, Slot feedForwardNorm, Slot expansion,
            Slot down) {}

    /// @throws IllegalArgumentException where a size is no multiple of [Lanes#PADDING], or the heads are not the width
    Layout(LlamaShape shape) {
        for (int rowSize : new int[] {shape.width(), shape.headWidth(), shape.feedForward()}) {
            if (rowSize % Lanes.PADDING != 0) {
                throw new IllegalArgumentException(rowSize + " is not a multiple of " + Lanes.PADDING);
            }
        }
        this.shape = shape;
        embedding = slot("embedding", shape.vocabulary(), shape.width());
        blocks = new Block[shape.layers()];
        for (int i = 0; i < blocks.length; i++) {
            String prefix = "layer " + i + " ";
            blocks[i] = new Block(slot(prefix + "attention norm", 1, shape.width()),
                    slot(prefix + "attention", shape.queryWidth() + 2 * shape.keyWidth(), shape.width()),
                    slot(prefix + "attention output", shape.width(), shape.queryWidth()),
                    slot(prefix + "feed-forward norm", 1, shape.width()),
                    slot(prefix + "expansion", 2 * shape.feedForward(), shape.width()),
                    slot(prefix + "down", shape.width(), shape.feedForward()));
        }
        norm = slot("norm", 1, shape.width());
    }

    private Slot slot(String name, int rows, int columns) {
        Slot slot = new Slot(name, size, rows, columns);
        slots.add(slot);
        size += slot.size();
        return slot;
    }

    LlamaShape shape() {
        return shape;
    }

    /// The number of parameters.
    int size() {
        return size;
    }

    List<Slot> slots() {
        return Collections.unmodifiableList(slots);
    }

    Slot embedding() {
        return embedding;
    }

    Block block(int layer) {
        return blocks[layer];
    }

    /// The norm before the output.
    Slot norm() {
        return norm;
    }

    /// Parameters to begin with: normally distributed so that features keep their size from layer to layer, and what
    /// layers add to the hidden states does not grow with their number; factors are 1.
    float[] start(long seed) {
        float[] values = new float[size];
        Random random = new Random(seed);
        double residual = 1 / Math.sqrt(2.0 * shape.layers());
        for (Slot slot : slots) {
            boolean adds = slot.name.endsWith("attention output") || slot.name.endsWith("down");
            double deviation = slot == embedding ? 0.02 : (adds ? residual : 1) / Math.sqrt(slot.columns) * 0.6;
            for (int i = slot.at; i < slot.at + slot.size(); i++) {
                values[i] = slot.rows == 1 ? 1 : (float) (deviation * random.nextGaussian());
            }
        }
        return values;
    }
}
