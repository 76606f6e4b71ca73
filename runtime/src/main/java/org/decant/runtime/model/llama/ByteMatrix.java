package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Weights as bytes with a scale for each group of a row, and a minimum where the type has them: scale · q - minimum.
/// The scales lie apart from the bytes, so that both are read in whole vectors.
final class ByteMatrix extends Matrix {
    private final byte[] quants;
    private final float[] scales;
    private final float[] minimums;
    private final int group;

    /// @param quants   row-major, 8 bytes longer than the matrix
    /// @param minimums null where the type has none
    /// @param group    columns that share a scale: 16 or 32
    ByteMatrix(int rows, int columns, byte[] quants, float[] scales, float[] minimums, int group) {
        super(rows, columns);
        this.quants = quants;
        this.scales = scales;
        this.minimums = minimums;
        this.group = group;
    }

    @Override
    void multiplyOne(Inputs inputs, float[] out, int outAt, int from, int to, boolean add, float[] scratch) {
        float[] x = inputs.values();
        for (int row = from; row < to; row++) {
            float sum = group != 32 ? rowOf16(row, x) : minimums == null ? row(row, x) : rowWithMinimums(row, x);
            out[outAt + row] = add ? out[outAt + row] + sum : sum;
        }
    }

    private float row(int row, float[] x) {
        int from = row * columns;
        int scale = from / 32;
        FloatVector even = Lanes.all(0);
        FloatVector odd = even;
        int column = 0;
        for (; column < columns - 32; column += 64) {
            even = products(from + column, x, column).fma(Lanes.all(scales[scale]), even);
            odd = products(from + column + 32, x, column + 32).fma(Lanes.all(scales[scale + 1]), odd);
            scale += 2;
        }
        if (column < columns) {
            even = products(from + column, x, column).fma(Lanes.all(scales[scale]), even);
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }

    /// Lane by lane the sums of q · x over 32 columns.
    private FloatVector products(int at, float[] x, int column) {
        FloatVector sum = Lanes.load(quants, at).mul(Lanes.load(x, column));
        for (int i = Lanes.COUNT; i < 32; i += Lanes.COUNT) {
            sum = Lanes.load(quants, at + i).fma(Lanes.load(x, column + i), sum);
        }
        return sum;
    }

    private float rowWithMinimums(int row, float[] x) {
        int from = row * columns;
        FloatVector sum = Lanes.all(0);
        for (int column = 0; column < columns; column += 32) {
            int at = (from + column) / 32;
            FloatVector inputs = Lanes.load(x, column);
            for (int i = Lanes.COUNT; i < 32; i += Lanes.COUNT) {
                inputs = inputs.add(Lanes.load(x, column + i));
            }
            sum = products(from + column, x, column).fma(Lanes.all(scales[at]), sum);
            sum = inputs.fma(Lanes.all(-minimums[at]), sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private float rowOf16(int row, float[] x) {
        int from = row * columns;
        FloatVector sum = Lanes.all(0);
        for (int column = 0; column < columns; column += 16) {
            FloatVector products = Lanes.load(quants, from + column).mul(Lanes.load(x, column));
            for (int i = Lanes.COUNT; i < 16; i += Lanes.COUNT) {
                products = Lanes.load(quants, from + column + i).fma(Lanes.load(x, column + i), products);
            }
            sum = products.fma(Lanes.all(scales[(from + column) / 16]), sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    void decode(int row, int column, int count, float[] out, int at) {
        int from = row * columns + column;
        for (int i = 0; i < count; i += group) {
            FloatVector scale = Lanes.all(scales[(from + i) / group]);
            FloatVector least = Lanes.all(minimums == null ? 0 : -minimums[(from + i) / group]);
            for (int j = i; j < i + group; j += Lanes.COUNT) {
                Lanes.load(quants, from + j).fma(scale, least).intoArray(out, at + j);
            }
        }
    }

    @Override
    long bytes() {
        return quants.length + 4L * scales.length + (minimums == null ? 0 : 4L * minimums.length);
    }
}
