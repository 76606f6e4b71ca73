package org.decant.runtime.model.gguf;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A tensor of a file.
///
/// @param name  such as `blk.0.attn_q.weight`
/// @param type  how the elements are stored
/// @param shape the extents, the fastest-running one first, as in the file; one to four of them, all positive
/// @param data  the bytes of the elements
public record GgufTensor(String name, TensorType type, long[] shape, MemorySegment data) {

    public long elements() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /// The length of a row: the extent of the fastest-running dimension.
    public long columns() {
        return shape[0];
    }

    /// The number of rows: 1 for a vector.
    public long rows() {
        return elements() / shape[0];
    }

    /// The shape as people write it, rows first, such as `[32000, 2048]`.
    public String shapeText() {
        long[] reversed = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            reversed[i] = shape[shape.length - 1 - i];
        }
        return Arrays.toString(reversed);
    }

    @Override
    public String toString() {
        return name + " " + shapeText() + " " + type;
    }
}
