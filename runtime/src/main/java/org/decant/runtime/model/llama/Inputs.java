package org.decant.runtime.model.llama;

/// The vectors that a weight matrix is multiplied with, one for each token, in the layouts that the kernels read.
final class Inputs {
    /// The smallest group of columns whose sum is known.
    private static final int LEAST_GROUP = 16;
    private static final float[] NIBBLE_FACTORS = new float[LEAST_GROUP];

    static {
        for (int i = 0; i < NIBBLE_FACTORS.length; i++) {
            NIBBLE_FACTORS[i] = 1f / (1 << 4 * (i % 4));
        }
    }

    private float[] values;
    private int count;
    private int stride;
    private final float[] packed;
    private final float[] nibbles;
    private final float[] bytes;
    private final float[] sums16;
    private final float[] sums32;

    /// @param columns the most columns
    /// @param packed  see [#packed]; shared by all workers
    Inputs(int columns, float[] packed) {
        this.packed = packed;
        nibbles = new float[Lanes.padded(columns)];
        bytes = new float[2 * Lanes.padded(columns)];
        sums16 = new float[Lanes.padded(columns) / 16];
        sums32 = new float[Lanes.padded(columns) / 32];
    }

    /// Room for the layout with tokens side by side.
    static float[] room(int tokens, int columns) {
        return new float[Math.ceilDiv(tokens, PanelProduct.TOKENS) * PanelProduct.TOKENS * Lanes.padded(columns)];
    }

    /// Says which vectors: rows of [Lanes#padded] columns, zeros in the padding.
    void use(float[] vectors, int tokens, int width) {
        values = vectors;
        count = tokens;
        stride = Lanes.padded(width);
    }

    int count() {
        return count;
    }

    /// Floats from one token's vector to the next.
    int stride() {
        return stride;
    }

    /// The vectors as they are.
    float[] values() {
        return values;
    }

    /// The only vector, each column multiplied with the factor of its nibble.
    float[] nibbles() {
        return nibbles;
    }

    /// The only vector or the two, side by side: of each four columns, a 256th of the next is taken from all but the last.
    float[] bytes() {
        return bytes;
    }

    /// For each `group` columns of the only vector, 16 or 32, their sum.
    float[] sums(int group) {
        return group == LEAST_GROUP ? sums16 : sums32;
    }

    /// The vectors with their columns as rows: blocks of tokens, in each column after column, the tokens side by side.
    float[] packed() {
        return packed;
    }

    /// Prepares what the kernels for one vector or two need beside them.
    void prepareFew() {
        if (count <= 2) {
            for (int token = 0; token < count; token++) {
                prepareBytes(token);
            }
        }
        if (count == 1) {
            prepareNibbles();
        }
    }

    private void prepareBytes(int token) {
        int from = token * stride;
        for (int i = 0; i < stride; i += 4) {
            float x1 = values[from + i + 1];
            float x2 = values[from + i + 2];
            float x3 = values[from + i + 3];
            bytes[i * count + token] = values[from + i] - x1 * (1f / 256);
            bytes[(i + 1) * count + token] = x1 - x2 * (1f / 256);
            bytes[(i + 2) * count + token] = x2 - x3 * (1f / 256);
            bytes[(i + 3) * count + token] = x3;
        }
    }

    private void prepareNibbles() {
        for (int i = 0; i < stride; i += LEAST_GROUP) {
            float even = 0;
            float odd = 0;
            for (int j = i; j < i + LEAST_GROUP; j += 2) {
                even += values[j];
                odd += values[j + 1];
                nibbles[j] = values[j] * NIBBLE_FACTORS[j - i];
                nibbles[j + 1] = values[j + 1] * NIBBLE_FACTORS[j - i + 1];
            }
            sums16[i / LEAST_GROUP] = even + odd;
        }
        for (int i = 0; i < stride / 32; i++) {
            sums32[i] = sums16[2 * i] + sums16[2 * i + 1];
        }
    }

    /// Prepares the layout with tokens side by side: worker `part` of `parts` does its share.
    void pack(int part, int parts) {
        int from = (int) ((long) stride * part / parts);
        int to = (int) ((long) stride * (part + 1) / parts);
        for (int first = 0, width; first < count; first += width) {
            width = PanelProduct.width(count - first);
            int block = first * stride;
            for (int token = 0; token < width; token++) {
                // A place without a token gets the first one's numbers: any will do, and these are sure to be finite.
                int source = (first + token < count ? first + token : first) * stride;
                for (int column = from; column < to; column++) {
                    packed[block + column * width + token] = values[source + column];
                }
            }
        }
    }
}
