package org.decant.models.train;

import java.util.Arrays;
import java.util.SplittableRandom;

/// What a model learns to predict.
sealed interface Objective {

    /// Whether tokens see only themselves and those before them.
    boolean causal();

    /// The places that a document of that many tokens takes.
    int length(int documentLength);

    /// Writes `length` places from `at`: the tokens that the model sees, those it has to predict, and what each counts.
    void fill(Row row, int length, int[] tokens, int[] targets, float[] weights, int at);

    /// What a sum of the losses of the first `length` places is divided by.
    double weight(Row row, int length);

    private static double sum(float[] weights, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += weights[i];
        }
        return sum;
    }

    /// Each token from those before it.
    record NextToken() implements Objective {
        @Override
        public boolean causal() {
            return true;
        }

        @Override
        public int length(int documentLength) {
            return documentLength - 1;
        }

        @Override
        public void fill(Row row, int length, int[] tokens, int[] targets, float[] weights, int at) {
            System.arraycopy(row.tokens(), 0, tokens, at, length);
            System.arraycopy(row.tokens(), 1, targets, at, length);
            System.arraycopy(row.weights(), 1, weights, at, length);
        }

        @Override
        public double weight(Row row, int length) {
            return sum(row.weights(), 1, length);
        }
    }

    /// Hidden tokens from all others, in any order (Nie et al., 2025, Large Language Diffusion Models): a part of the
    /// tokens, uniform from 0 to 1, is hidden behind the mask token; losses are divided by that part. What is hidden
    /// follows from the document, so that the same documents give the same losses.
    record HiddenTokens(int mask) implements Objective {
        @Override
        public boolean causal() {
            return false;
        }

        @Override
        public int length(int documentLength) {
            return documentLength;
        }

        @Override
        public void fill(Row row, int length, int[] tokens, int[] targets, float[] weights, int at) {
            int[] document = row.tokens();
            SplittableRandom random = new SplittableRandom(Arrays.hashCode(document));
            double part = Math.max(1.0 / length, random.nextDouble());
            for (int i = 0; i < length; i++) {
                boolean hidden = random.nextDouble() < part;
                tokens[at + i] = hidden ? mask : document[i];
                targets[at + i] = hidden ? document[i] : Batch.NOTHING;
                weights[at + i] = hidden ? (float) (row.weights()[i] / part) : 0;
            }
        }

        @Override
        public double weight(Row row, int length) {
            return sum(row.weights(), 0, length);
        }
    }
}
