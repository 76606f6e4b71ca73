package org.decant.runtime.model.llama;

/// What a worker writes to while it multiplies.
final class Scratch {
    /// Columns decoded at a time.
    static final int CHUNK = 512;
    /// Rows decoded at a time: a multiple of the rows of every kernel of [LaneProduct].
    static final int PANEL = 24;
    /// Floats in a tile of decoded weights.
    static final int TILE = PANEL * CHUNK;

    final float[] tile = new float[TILE + Lanes.PADDING];
    /// Sums of a panel, by row and token.
    final float[] sums;
    /// Scores of attention; grows with the context.
    float[] scores = new float[1 << 14];

    /// @param tokens the most tokens of a product
    Scratch(int tokens) {
        sums = new float[PANEL * Math.ceilDiv(tokens, LaneProduct.BLOCK) * LaneProduct.BLOCK];
    }

    float[] scores(int size) {
        if (scores.length < size) {
            scores = new float[Math.max(size, 2 * scores.length)];
        }
        return scores;
    }
}
