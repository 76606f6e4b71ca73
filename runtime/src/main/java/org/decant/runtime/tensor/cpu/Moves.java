package org.decant.runtime.tensor.cpu;

/// Kernels that move elements.
final class Moves {
    /// The side of the squares that are transposed at once.
    private static final int SQUARE = 16;

    private Moves() {
    }

    /// Parts along an axis, `inner` elements each; where there are axes before it, `outer` times.
    static void gather(double[] from, int outer, int extent, int inner, double[] indices, int count, double[] to) {
        if (inner == 1 && outer == 1) {
            for (int i = 0; i < count; i++) {
                to[i] = from[(int) indices[i]];
            }
            return;
        }
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(from, (o * extent + (int) indices[i]) * inner, to, (o * count + i) * inner, inner);
            }
        }
    }

    /// @param part elements of each part that is replaced
    static void scatter(double[] base, int size, double[] indices, double[] updates, int count, int part, double[] to) {
        System.arraycopy(base, 0, to, 0, size);
        update(to, indices, count, updates, part);
    }

    /// Replaces parts of so many elements.
    static void update(double[] to, double[] indices, int count, double[] updates, int part) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(updates, i * part, to, (int) indices[i] * part, part);
        }
    }

    /// Elements that lie `strides` apart along the axes of the result.
    static void transpose(double[] from, int[] extents, int[] strides, int axis, int at, double[] to, int toAt) {
        if (axis == extents.length - 1) {
            for (int i = 0; i < extents[axis]; i++) {
                to[toAt + i] = from[at + i * strides[axis]];
            }
            return;
        }
        int part = 1;
        for (int inner = axis + 1; inner < extents.length; inner++) {
            part *= extents[inner];
        }
        for (int i = 0; i < extents[axis]; i++) {
            transpose(from, extents, strides, axis + 1, at + i * strides[axis], to, toAt + i * part);
        }
    }

    /// A matrix, in squares.
    static void transpose(double[] from, int rows, int size, double[] to) {
        int columns = rows == 0 ? 0 : size / rows;
        for (int top = 0; top < rows; top += SQUARE) {
            for (int left = 0; left < columns; left += SQUARE) {
                for (int r = top; r < Math.min(top + SQUARE, rows); r++) {
                    for (int c = left; c < Math.min(left + SQUARE, columns); c++) {
                        to[c * rows + r] = from[r * columns + c];
                    }
                }
            }
        }
    }
}
