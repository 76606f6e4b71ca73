package org.decant.runtime.model;

import org.decant.runtime.context.Context;

/// What one forward pass is asked for: the contexts, and for each a row to write its next-token logits to.
public final class Pass {
    private Context[] contexts = new Context[16];
    private double[][] rows = new double[16][];
    private int size;

    /// The number of contexts.
    public int size() {
        return size;
    }

    public Context context(int index) {
        return contexts[index];
    }

    /// The row of natural-log, unnormalised scores to fill, one for each token of the vocabulary.
    public double[] row(int index) {
        return rows[index];
    }

    void add(Context context, double[] row) {
        if (size == contexts.length) {
            contexts = java.util.Arrays.copyOf(contexts, 2 * size);
            rows = java.util.Arrays.copyOf(rows, 2 * size);
        }
        contexts[size] = context;
        rows[size++] = row;
    }

    void clear() {
        java.util.Arrays.fill(contexts, 0, size, null);
        java.util.Arrays.fill(rows, 0, size, null);
        size = 0;
    }
}
