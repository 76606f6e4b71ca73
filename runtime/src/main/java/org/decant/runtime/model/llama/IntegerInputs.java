package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;

/// The vectors that an [IntegerMatrix] is multiplied with, as whole numbers of 16 bits with a scale for each 32: off by
/// at most a 65,000th of the largest of these.
///
/// A block is 32 columns of up to [IntegerKernel#TOKENS] vectors: 19 ints of each, and the same int of all of them side by
/// side. Blocks of the same vectors follow each other.
final class IntegerInputs {
    /// Ints of a vector in a block.
    static final int BLOCK = 3 + IntegerMatrix.COLUMNS / 2;
    /// -8 times the sum of the block's numbers, which makes numbers from 0 to 15 of those from -8 to 7.
    static final int OFFSET = 0;
    /// What one of the numbers stands for, a float.
    static final int SCALE = 1;
    /// The sum of what the numbers stand for, a float.
    static final int SUM = 2;
    /// From here on columns 2 i and 2 i + 1, each in half an int.
    static final int PAIRS = 3;

    private static final int COLUMNS = IntegerMatrix.COLUMNS;
    private static final int LARGEST = Short.MAX_VALUE;
    /// Numbers below are as good as 0, and 32767 divided by them might be infinite.
    private static final float LEAST = 1e-30f;
    /// Added to a small number, it leaves no room for a fraction, and the number stands in the last bits: rounded to the
    /// nearest, ties to even.
    private static final float ROUNDING = 0x1.8p23f;
    private static final int ROUNDED = Float.floatToRawIntBits(ROUNDING);

    private final int[] values;
    private final MemorySegment segment;

    /// @param tokens  the most vectors
    /// @param columns the most columns
    IntegerInputs(int tokens, int columns) {
        values = new int[tokens * (Lanes.padded(columns) / COLUMNS) * BLOCK];
        segment = MemorySegment.ofArray(values);
    }

    MemorySegment segment() {
        return segment;
    }

    /// Takes vectors: part `part` of `parts` of their columns.
    ///
    /// @param stride a multiple of 32
    void take(float[] vectors, int tokens, int stride, int part, int parts) {
        int blocks = stride / COLUMNS;
        int from = (int) ((long) blocks * part / parts);
        int to = (int) ((long) blocks * (part + 1) / parts);
        for (int first = 0, width; first < tokens; first += width) {
            width = PanelKernels.width(tokens - first, IntegerKernel.TOKENS);
            for (int token = 0; token < width; token++) {
                for (int block = from; block < to; block++) {
                    int at = (first * blocks + block * width) * BLOCK + token;
                    take(vectors, (first + token) * stride + block * COLUMNS, at, width);
                }
            }
        }
    }

    private void take(float[] vectors, int from, int at, int width) {
        int mostBits = 0; // floats without a sign are in the order of their bits, what is not a number last
        for (int i = 0; i < COLUMNS; i++) {
            mostBits = Math.max(mostBits, Float.floatToRawIntBits(vectors[from + i]) & Integer.MAX_VALUE);
        }
        float most = Float.intBitsToFloat(mostBits);
        float steps = most < LEAST ? 0 : LARGEST / most;
        int sum = 0;
        for (int i = 0; i < COLUMNS / 2; i++) {
            int low = rounded(vectors[from + 2 * i] * steps);
            int high = rounded(vectors[from + 2 * i + 1] * steps);
            sum += low + high;
            values[at + (PAIRS + i) * width] = low & 0xFFFF | high << 16;
        }
        float scale = most / LARGEST;
        values[at + OFFSET * width] = -8 * sum;
        values[at + SCALE * width] = Float.floatToRawIntBits(scale);
        values[at + SUM * width] = Float.floatToRawIntBits(scale * sum);
    }

    private static int rounded(float number) {
        return Float.floatToRawIntBits(number + ROUNDING) - ROUNDED;
    }
}
