package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;

/// The vectors that a weight matrix is multiplied with, one for each token, in the layouts that the kernels read.
final class Inputs {
    private static final float[] NIBBLE_FACTORS = new float[8];

    static {
        for (int i = 0; i < 7; i++) {
            NIBBLE_FACTORS[i] = 1f / (1 << 4 * i);
        }
        NIBBLE_FACTORS[7] = 1; // the kernel shifts the highest nibble down
    }

    private float[] values;
    private int count;
    private int columns;
    private int stride;
    private final float[] lanes;
    private final float[] nibbles;
    private final float[] groupSums;

    /// @param columns the most columns
    /// @param lanes   see [#lanes]; shared by all workers
    Inputs(int columns, float[] lanes) {
        this.lanes = lanes;
        nibbles = new float[Lanes.padded(columns)];
        groupSums = new float[Lanes.padded(columns) / 32 * Lanes.COUNT];
    }

    /// Room for the layout with tokens side by side.
    static float[] lanes(int tokens, int columns) {
        return new float[Math.ceilDiv(tokens, LaneProduct.BLOCK) * LaneProduct.BLOCK * Lanes.padded(columns)];
    }

    /// Says which vectors: rows of [Lanes#padded] columns, zeros in the padding.
    void use(float[] vectors, int tokens, int width) {
        values = vectors;
        count = tokens;
        columns = width;
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

    /// Whether there are enough tokens to have one in each lane of a vector.
    boolean inLanes() {
        return count > LaneProduct.FEWEST;
    }

    /// The only vector, each column multiplied with the factor of its nibble.
    float[] nibbles() {
        return nibbles;
    }

    /// For each 32 columns of the only vector, lane by lane the sums over them.
    float[] groupSums() {
        return groupSums;
    }

    /// The vectors with their columns as rows: blocks of tokens, in each column after column, the tokens side by side.
    float[] lanes() {
        return lanes;
    }

    /// Prepares the layout for numbers of four bits, where there is one token.
    void prepareNibbles() {
        for (int column = 0; column < stride; column += 32) {
            FloatVector sum = Lanes.all(0);
            for (int i = column; i < column + 32; i += Lanes.COUNT) {
                FloatVector x = Lanes.load(values, i);
                sum = sum.add(x);
                x.mul(NIBBLE_FACTORS[i / Lanes.COUNT % 8]).intoArray(nibbles, i);
            }
            sum.intoArray(groupSums, column / 32 * Lanes.COUNT);
        }
    }

    /// Prepares the layout with tokens side by side, where there are enough: worker `part` of `parts` does its share.
    void prepareLanes(int part, int parts) {
        if (!inLanes()) {
            return;
        }
        int from = (int) ((long) columns * part / parts);
        int to = (int) ((long) columns * (part + 1) / parts);
        for (int first = 0, width; first < count; first += width) {
            width = LaneProduct.width(count - first);
            int block = first * stride;
            for (int token = 0; token < width; token++) {
                // Lanes without a token get the first token's numbers: any will do, and these are sure to be finite.
                int source = (first + token < count ? first + token : first) * stride;
                for (int column = from; column < to; column++) {
                    lanes[block + column * width + token] = values[source + column];
                }
            }
        }
    }
}
