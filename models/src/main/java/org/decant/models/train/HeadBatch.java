package org.decant.models.train;

/// Places of texts that draft heads learn at: the features that the model's logits are made of there, and the tokens
/// that come behind the next one.
final class HeadBatch {
    private final int heads;
    private final int width;
    private final float[] states;
    private final int[] targets;
    private final float[] weights;
    private int size;

    /// @param capacity the most places
    HeadBatch(int capacity, int heads, int width) {
        this.heads = heads;
        this.width = width;
        states = new float[capacity * width];
        targets = new int[capacity * heads];
        weights = new float[capacity * heads];
    }

    /// Takes a place if there is room for it.
    ///
    /// @param features what the model's logits are made of behind the tokens of `row` up to `place`
    boolean add(double[] features, Row row, int place) {
        if ((size + 1) * width > states.length) {
            return false;
        }
        for (int i = 0; i < width; i++) {
            states[size * width + i] = (float) features[i];
        }
        for (int head = 1; head <= heads; head++) {
            int at = place + 1 + head;
            int entry = size * heads + head - 1;
            targets[entry] = at < row.length() ? row.tokens()[at] : Batch.NOTHING;
            weights[entry] = at < row.length() ? row.weights()[at] : 0;
        }
        size++;
        return true;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// The features, a row for each place.
    float[] states() {
        return states;
    }

    /// The token that a head, from 1, has to foresee, or [Batch#NOTHING].
    int target(int place, int head) {
        return targets[place * heads + head - 1];
    }

    /// What the loss of a head at a place counts.
    float weight(int place, int head) {
        return weights[place * heads + head - 1];
    }

    /// What all losses of a head count together.
    double weight(int head) {
        double sum = 0;
        for (int place = 0; place < size; place++) {
            sum += weight(place, head);
        }
        return sum;
    }
}
