package org.decant.models.train;

/// Documents side by side, for one pass. Each is a segment: attention stays in it, and its positions begin at 0.
final class Batch {
    /// A place without a token to predict.
    static final int NOTHING = -1;

    private final int window;
    private final int[] tokens;
    private final int[] targets;
    private final float[] weights;
    private final int[] starts;
    private int segments;
    private double weight;

    /// @param capacity the most tokens
    /// @param window   the longest segment; longer rows are cut
    Batch(int capacity, int window) {
        this.window = window;
        tokens = new int[capacity];
        targets = new int[capacity];
        weights = new float[capacity];
        starts = new int[capacity + 1];
    }

    /// Takes a row of tokens if there is room for it.
    boolean add(Row row, Objective objective) {
        int length = Math.min(window, objective.length(row.length()));
        if (length > tokens.length - size()) {
            return false;
        }
        if (length > 0) {
            objective.fill(row, length, tokens, targets, weights, size());
            weight += objective.weight(row, length);
            starts[segments + 1] = size() + length;
            segments++;
        }
        return true;
    }

    void clear() {
        segments = 0;
        weight = 0;
    }

    /// The number of tokens.
    int size() {
        return starts[segments];
    }

    int segments() {
        return segments;
    }

    /// Where a segment begins, or the size after the last one.
    int start(int segment) {
        return starts[segment];
    }

    int token(int i) {
        return tokens[i];
    }

    /// The token to predict at `i`, or [#NOTHING].
    int target(int i) {
        return targets[i];
    }

    /// What the loss at `i` counts.
    float weight(int i) {
        return weights[i];
    }

    /// What a sum of losses is divided by to give the mean loss of a token.
    double weight() {
        return weight;
    }
}
