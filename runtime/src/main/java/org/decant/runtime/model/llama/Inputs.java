package org.decant.runtime.model.llama;

import java.util.Set;

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
    /// Null where no matrix takes it, as the next two.
    private final FloatInputs packed;
    private final FloatInputs floats;
    private final IntegerInputs integersOfOne;
    private final IntegerInputs integers;
    private final float[] nibbles;
    private final float[] bytes;
    private final float[] sums16;
    private final float[] sums32;

    /// How a kind of kernel takes vectors.
    enum Layout {
        /// As those in Java do.
        JAVA,
        /// As [FloatKernel] does.
        FLOATS,
        /// As [IntegerKernel] does.
        INTEGERS
    }

    /// One that shares the layouts of several vectors.
    private Inputs(int columns, FloatInputs packed, FloatInputs floats, IntegerInputs integers) {
        this.packed = packed;
        this.floats = floats;
        this.integers = integers;
        integersOfOne = integers == null ? null : new IntegerInputs(1, columns);
        nibbles = new float[Lanes.padded(columns)];
        bytes = new float[2 * Lanes.padded(columns)];
        sums16 = new float[Lanes.padded(columns) / 16];
        sums32 = new float[Lanes.padded(columns) / 32];
    }

    /// Those of each of `workers`, which share the layouts of several vectors.
    ///
    /// @param tokens  the most vectors
    /// @param columns the most columns
    /// @param layouts those of the matrices
    static Inputs[] of(int workers, int tokens, int columns, Set<Layout> layouts) {
        FloatInputs packed = layouts.contains(Layout.JAVA) ? new FloatInputs(tokens, columns, PanelProduct::width) : null;
        FloatInputs floats = layouts.contains(Layout.FLOATS)
                ? new FloatInputs(tokens, columns, left -> PanelKernels.width(left, FloatKernel.TOKENS)) : null;
        IntegerInputs integers = layouts.contains(Layout.INTEGERS) ? new IntegerInputs(tokens, columns) : null;
        Inputs[] all = new Inputs[workers];
        for (int i = 0; i < workers; i++) {
            all[i] = new Inputs(columns, packed, floats, integers);
        }
        return all;
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

    /// The vectors with their columns as rows, for kernels in Java; see [FloatInputs].
    float[] packed() {
        return packed.values();
    }

    /// The same for [FloatKernel], where there are several.
    FloatInputs floats() {
        return floats;
    }

    /// The vectors as whole numbers.
    IntegerInputs integers() {
        return count == 1 ? integersOfOne : integers;
    }

    /// Prepares what the kernels for one vector or two need beside them.
    void prepareFew() {
        if (integers != null && count == 1) {
            integersOfOne.take(values, 1, stride, 0, 1);
        }
        if (packed == null) {
            return;
        }
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

    /// Prepares the layouts of several vectors: worker `part` of `parts` does its share.
    void pack(int part, int parts) {
        if (packed != null) {
            packed.take(values, count, stride, part, parts);
        }
        if (floats != null) {
            floats.take(values, count, stride, part, parts);
        }
        if (integers != null) {
            integers.take(values, count, stride, part, parts);
        }
    }
}
