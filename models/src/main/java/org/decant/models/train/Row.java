package org.decant.models.train;

import java.util.Arrays;

/// Tokens that a model learns to predict, each with what it counts.
///
/// @param tokens  of one document or of several that are joined
/// @param weights what the loss of predicting each of the tokens counts
record Row(int[] tokens, float[] weights) {

    /// Tokens that all count 1.
    static Row even(int[] tokens) {
        float[] weights = new float[tokens.length];
        Arrays.fill(weights, 1);
        return new Row(tokens, weights);
    }

    /// These tokens and those of the next document, whose first one is the last one here.
    Row then(Row next) {
        int[] joined = Arrays.copyOf(tokens, tokens.length + next.length() - 1);
        float[] joinedWeights = Arrays.copyOf(weights, joined.length);
        System.arraycopy(next.tokens, 1, joined, tokens.length, next.length() - 1);
        System.arraycopy(next.weights, 1, joinedWeights, tokens.length, next.length() - 1);
        return new Row(joined, joinedWeights);
    }

    int length() {
        return tokens.length;
    }
}
