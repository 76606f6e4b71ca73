package org.decant.runtime.tensor.cpu;

/// Kernels that move elements.
final class Moves {
    /// The side of the squares that are transposed at once.
    private static final int SQUARE = 16;

    private Moves() {
    }

    /// Parts along the first axis: `size / count` elements each.
    static void gather(double[] from, double[] indices, int count, double[] to, int size) {
        if (size == count) {
            for (int i = 0; i < count; i++) {
                to[i] = from[(int) indices[i]];
            }
        } else {
            int part = size / count;
            for (int i = 0; i < count; i++) {
                System.arraycopy(from, (int) indices[i] * part, to, i * part, part);
            }
        }
    }

    static void scatter(double[] base, int size, double[] indices, double[] updates, int count, double[] to) {
        System.arraycopy(base, 0, to, 0, size);
        for (int i = 0; i < count; i++) {
            to[(int) indices[i]] = updates[i];
        }
    }

    /// Replaces rows of `size / count` elements.
    static void update(double[] to, double[] indices, int count, double[] rows, int size) {
        int part = count == 0 ? 0 : size / count;
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, i * part, to, (int) indices[i] * part, part);
        }
    }

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
