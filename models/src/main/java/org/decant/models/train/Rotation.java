package org.decant.models.train;

/// Rotary position embedding (Su et al., 2021): features 2i and 2i + 1 of a head are turned by an angle that grows with
/// the position.
final class Rotation {
    static final double BASE = 10_000;

    private final int pairs;
    /// By position and pair, cosine and sine side by side.
    private final float[] angles;

    Rotation(int window, int headWidth) {
        pairs = headWidth / 2;
        angles = new float[window * headWidth];
        for (int position = 0; position < window; position++) {
            for (int i = 0; i < pairs; i++) {
                double angle = position * Math.pow(BASE, -2.0 * i / headWidth);
                angles[position * headWidth + 2 * i] = (float) Math.cos(angle);
                angles[position * headWidth + 2 * i + 1] = (float) Math.sin(angle);
            }
        }
    }

    /// Turns the first `heads` heads of each row.
    ///
    /// @param direction 1, or -1 to turn back, as gradients are
    void turn(float[] rows, int stride, int heads, Batch batch, int direction) {
        for (int segment = 0; segment < batch.segments(); segment++) {
            int start = batch.start(segment);
            for (int row = start; row < batch.start(segment + 1); row++) {
                for (int head = 0; head < heads; head++) {
                    turn(rows, row * stride + head * 2 * pairs, (row - start) * 2 * pairs, direction);
                }
            }
        }
    }

    private void turn(float[] values, int head, int angle, int direction) {
        for (int i = 0; i < 2 * pairs; i += 2) {
            float cosine = angles[angle + i];
            float sine = direction * angles[angle + i + 1];
            float x = values[head + i];
            float y = values[head + i + 1];
            values[head + i] = x * cosine - y * sine;
            values[head + i + 1] = x * sine + y * cosine;
        }
    }
}
