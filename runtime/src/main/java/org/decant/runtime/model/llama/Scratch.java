package org.decant.runtime.model.llama;

/// What a worker writes to while it multiplies.
final class Scratch {
    /// Decoded weights of a panel.
    final float[] tile = new float[PanelProduct.DEPTH * Lanes.PANEL];
    /// Sums of a panel, by token and row.
    final float[] sums;
    /// Scores of attention; grows with the context.
    float[] scores = new float[1 << 14];

    /// @param tokens the most tokens of a product
    Scratch(int tokens) {
        sums = new float[Lanes.PANEL * Math.ceilDiv(tokens, PanelProduct.TOKENS) * PanelProduct.TOKENS];
    }

    float[] scores(int size) {
        if (scores.length < size) {
            scores = new float[Math.max(size, 2 * scores.length)];
        }
        return scores;
    }
}
