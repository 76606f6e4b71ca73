package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.util.function.IntUnaryOperator;

/// Vectors with their columns as rows: some vectors at a time, in each of these blocks column after column, the vectors
/// side by side.
final class FloatInputs {
    private final float[] values;
    private final MemorySegment segment;
    private final IntUnaryOperator width;

    /// @param tokens  the most vectors
    /// @param columns the most columns
    /// @param width   how many vectors come next where so many are left; it may be more than are left
    FloatInputs(int tokens, int columns, IntUnaryOperator width) {
        this.width = width;
        int room = 0;
        for (int first = 0; first < tokens; ) {
            int next = width.applyAsInt(tokens - first);
            room += next;
            first += next;
        }
        values = new float[room * Lanes.padded(columns)];
        segment = MemorySegment.ofArray(values);
    }

    float[] values() {
        return values;
    }

    MemorySegment segment() {
        return segment;
    }

    /// Takes vectors: part `part` of `parts` of their columns.
    void take(float[] vectors, int tokens, int stride, int part, int parts) {
        int from = (int) ((long) stride * part / parts);
        int to = (int) ((long) stride * (part + 1) / parts);
        for (int first = 0, next; first < tokens; first += next) {
            next = width.applyAsInt(tokens - first);
            int block = first * stride;
            for (int token = 0; token < next; token++) {
                // A place without a token gets the first one's numbers: any will do, and these are sure to be finite.
                int source = (first + token < tokens ? first + token : first) * stride;
                for (int column = from; column < to; column++) {
                    values[block + column * next + token] = vectors[source + column];
                }
            }
        }
    }
}
