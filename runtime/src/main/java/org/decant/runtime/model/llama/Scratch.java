package org.decant.runtime.model.llama;

import java.util.Arrays;

/// What a worker writes to while it multiplies.
final class Scratch {
    /// Decoded weights of a panel.
    final float[] tile = new float[PanelProduct.DEPTH * Lanes.PANEL];
    /// Sums of a panel, by token and row.
    final float[] sums;
    /// Scores of attention; grows with the context.
    float[] scores = new float[1 << 14];
    /// What a head sees of a path, where it sees only some of it.
    private int[] seen = new int[64];
    /// Weights of a path's rows, summed over the heads that share a key head.
    private float[] weights = new float[0];
    private long[] ranks = new long[0];
    private int[] places = new int[0];
    private float[] sumsByPosition = new float[0];

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

    int[] seen(int entries) {
        if (seen.length < entries) {
            seen = new int[2 * entries];
        }
        return seen;
    }

    /// All 0.
    float[] weights(int size) {
        if (weights.length < size) {
            weights = new float[2 * size];
        }
        Arrays.fill(weights, 0, size, 0);
        return weights;
    }

    long[] ranks(int size) {
        if (ranks.length < size) {
            ranks = new long[2 * size];
        }
        return ranks;
    }

    int[] places(int size) {
        if (places.length < size) {
            places = new int[2 * size];
        }
        return places;
    }

    /// All 0.
    float[] sumsByPosition(int size) {
        if (sumsByPosition.length < size) {
            sumsByPosition = new float[2 * size];
        }
        Arrays.fill(sumsByPosition, 0, size, 0);
        return sumsByPosition;
    }
}
