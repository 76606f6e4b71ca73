package org.decant.models.train;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Products of matrices. The right factor is copied, a block at a time, into panels of [#COLUMNS] columns that the
/// kernel reads front to back, the left one only where the elements of its rows do not lie side by side. The kernel
/// keeps the sums of [#ROWS] rows times a panel in registers (Goto and van de Geijn, 2008).
///
/// An object holds the copies; each thread has its own.
final class Product {
    static final int ROWS = 4;
    static final int COLUMNS = 2 * Lanes.COUNT;
    /// Elements of a sum that are taken at a time: a panel stays in the nearest cache, rows beside it.
    private static final int DEPTH = 256;
    /// Distance of copied rows: not a power of two, which would put them into the same places of the cache.
    private static final int ROW_STRIDE = DEPTH + 16;
    /// Rows that stay in the second cache.
    private static final int ROW_BLOCK = 24 * ROWS;
    private static final int COLUMN_BLOCK = 1024;

    private final float[] left = new float[ROW_BLOCK * ROW_STRIDE];
    private final float[] right = new float[COLUMN_BLOCK * DEPTH];
    private final float[] tile = new float[ROWS * COLUMNS];

    /// out = a · b, or out += a · b. The columns of `out` lie side by side.
    void multiply(View a, View b, View out, boolean add) {
        if (a.columns() != b.rows() || out.rows() != a.rows() || out.columns() != b.columns()
                || out.columnStride() != 1) {
            throw new IllegalArgumentException("no product: " + a.rows() + " x " + a.columns() + " by " + b.rows()
                    + " x " + b.columns());
        }
        int depthBlocks = Math.ceilDiv(a.columns(), DEPTH);
        for (int block = 0; block < depthBlocks; block++) {
            int k = share(a.columns(), block, depthBlocks);
            int depth = share(a.columns(), block + 1, depthBlocks) - k;
            boolean more = add || block > 0;
            for (int column = 0; column < b.columns(); column += COLUMN_BLOCK) {
                int columns = Math.min(COLUMN_BLOCK, b.columns() - column);
                packColumns(b, k, depth, column, columns);
                for (int row = 0; row < a.rows(); row += ROW_BLOCK) {
                    int rows = Math.min(ROW_BLOCK, a.rows() - row);
                    multiplyBlock(rows(a, row, rows, k, depth), columns, out, row, column, more);
                }
            }
        }
    }

    private static int share(int size, int part, int parts) {
        return (int) ((long) size * part / parts);
    }

    /// A part of the left factor, elements of rows side by side.
    private View rows(View a, int row, int rows, int k, int depth) {
        int at = a.at() + row * a.rowStride() + k * a.columnStride();
        if (a.columnStride() == 1) {
            return View.of(a.values(), at, rows, depth, a.rowStride());
        }
        for (int i = 0; i < rows; i += ROWS) {
            copyRows(a.values(), at + i * a.rowStride(), a.rowStride(), a.columnStride(), Math.min(ROWS, rows - i),
                    depth, left, i * ROW_STRIDE);
        }
        return View.of(left, 0, rows, depth, ROW_STRIDE);
    }

    private static void copyRows(float[] values, int from, int rowStride, int columnStride, int rows, int depth,
            float[] out, int to) {
        if (rows == ROWS && rowStride == 1) {
            for (int k = 0; k < depth; k++) {
                int at = from + k * columnStride;
                out[to + k] = values[at];
                out[to + ROW_STRIDE + k] = values[at + 1];
                out[to + 2 * ROW_STRIDE + k] = values[at + 2];
                out[to + 3 * ROW_STRIDE + k] = values[at + 3];
            }
        } else {
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < depth; k++) {
                    out[to + i * ROW_STRIDE + k] = values[from + i * rowStride + k * columnStride];
                }
            }
        }
    }

    private void multiplyBlock(View a, int columns, View out, int row, int column, boolean add) {
        int depth = a.columns();
        int stride = a.rowStride();
        for (int j = 0; j < columns; j += COLUMNS) {
            for (int i = 0; i < a.rows(); i += ROWS) {
                int rows = Math.min(ROWS, a.rows() - i);
                // Rows that are missing are the last one again; their sums are not looked at.
                int first = a.at() + i * stride;
                int second = first + Math.min(1, rows - 1) * stride;
                int third = first + Math.min(2, rows - 1) * stride;
                int fourth = first + (rows - 1) * stride;
                int at = out.at() + (row + i) * out.rowStride() + column + j;
                if (rows == ROWS && columns - j >= COLUMNS) {
                    kernel(a.values(), first, second, third, fourth, right, j * depth, depth, out.values(), at,
                            out.rowStride(), add);
                } else {
                    kernel(a.values(), first, second, third, fourth, right, j * depth, depth, tile, 0, COLUMNS, false);
                    copyTile(rows, Math.min(COLUMNS, columns - j), out.values(), at, out.rowStride(), add);
                }
            }
        }
    }

    private void copyTile(int rows, int columns, float[] out, int at, int stride, boolean add) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = tile[i * COLUMNS + j];
                int to = at + i * stride + j;
                out[to] = add ? out[to] + sum : sum;
            }
        }
    }

    /// Panel after panel; in each, [#COLUMNS] elements of a row after those of the one before. Columns that are missing
    /// in the last panel are zeros.
    private void packColumns(View b, int k, int depth, int column, int columns) {
        float[] values = b.values();
        int start = b.at() + k * b.rowStride() + column * b.columnStride();
        for (int j = 0; j < columns; j += COLUMNS) {
            int from = start + j * b.columnStride();
            int to = j * depth;
            int width = Math.min(COLUMNS, columns - j);
            if (width < COLUMNS) {
                Arrays.fill(right, to, to + COLUMNS * depth, 0);
            }
            if (width == COLUMNS && b.columnStride() == 1) {
                for (int d = 0; d < depth; d++) {
                    int at = from + d * b.rowStride();
                    Lanes.load(values, at).intoArray(right, to + d * COLUMNS);
                    Lanes.load(values, at + Lanes.COUNT).intoArray(right, to + d * COLUMNS + Lanes.COUNT);
                }
            } else {
                for (int c = 0; c < width; c++) {
                    packColumn(values, from + c * b.columnStride(), b.rowStride(), depth, right, to + c);
                }
            }
        }
    }

    private static void packColumn(float[] values, int from, int stride, int depth, float[] out, int to) {
        if (stride == 1) {
            for (int d = 0; d < depth; d++) {
                out[to + d * COLUMNS] = values[from + d];
            }
        } else {
            for (int d = 0; d < depth; d++) {
                out[to + d * COLUMNS] = values[from + d * stride];
            }
        }
    }

    /// Eight sums: with more of them, sixteen registers do not suffice, and sums are moved to memory and back.
    private static void kernel(float[] a, int a0, int a1, int a2, int a3, float[] b, int bAt, int depth, float[] out,
            int at, int stride, boolean add) {
        FloatVector s00 = Lanes.all(0);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = Lanes.load(b, bAt + k * COLUMNS);
            FloatVector b1 = Lanes.load(b, bAt + k * COLUMNS + Lanes.COUNT);
            FloatVector x = Lanes.all(a[a0 + k]);
            s00 = x.fma(b0, s00);
            s01 = x.fma(b1, s01);
            x = Lanes.all(a[a1 + k]);
            s10 = x.fma(b0, s10);
            s11 = x.fma(b1, s11);
            x = Lanes.all(a[a2 + k]);
            s20 = x.fma(b0, s20);
            s21 = x.fma(b1, s21);
            x = Lanes.all(a[a3 + k]);
            s30 = x.fma(b0, s30);
            s31 = x.fma(b1, s31);
        }
        store(s00, s01, out, at, add);
        store(s10, s11, out, at + stride, add);
        store(s20, s21, out, at + 2 * stride, add);
        store(s30, s31, out, at + 3 * stride, add);
    }

    private static void store(FloatVector first, FloatVector second, float[] out, int at, boolean add) {
        if (add) {
            first = first.add(Lanes.load(out, at));
            second = second.add(Lanes.load(out, at + Lanes.COUNT));
        }
        first.intoArray(out, at);
        second.intoArray(out, at + Lanes.COUNT);
    }
}
