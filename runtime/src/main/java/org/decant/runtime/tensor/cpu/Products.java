package org.decant.runtime.tensor.cpu;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Value;
import org.decant.runtime.tensor.program.Weights;

/// Matrix products.
final class Products {

    private Products() {
    }

    /// Weights of one matrix: all of those that were given, or some of their rows.
    record Rows(Weights all, int first, int count) {}

    /// The step of a product of matrices, or of several, whose leading axes broadcast.
    static Step step(CpuProgram program, Value value) {
        List<Extent> shape = value.type().shape();
        int leading = shape.size() - 2;
        Value a = value.operand(0);
        Value b = value.operand(1);
        Size rows = program.size(shape.subList(leading, leading + 1));
        Size columns = program.size(shape.subList(leading + 1, leading + 2));
        Size inner = program.size(a.type().shape().subList(a.type().rank() - 1, a.type().rank()));
        Size batches = program.size(shape.subList(0, leading));
        Size[] extents = shape.subList(0, leading).stream().map(extent -> program.size(List.of(extent))).toArray(Size[]::new);
        Size[] ofA = Strided.strides(program, a.type().shape().subList(0, a.type().rank() - 2), leading);
        Size[] ofB = Strided.strides(program, b.type().shape().subList(0, b.type().rank() - 2), leading);
        Size size = program.size(value);
        int left = program.slot(a);
        int right = program.slot(b);
        int to = program.slot(value);
        return w -> {
            int n = rows.of(w.extents);
            int m = columns.of(w.extents);
            int k = inner.of(w.extents);
            double[] result = w.room(to, size.of(w.extents));
            for (int i = 0; i < batches.of(w.extents); i++) {
                multiply(w.memory[left], Strided.place(i, extents, ofA, w.extents) * n * k, w.memory[right],
                        Strided.place(i, extents, ofB, w.extents) * k * m, n, k, m, result, i * n * m);
            }
        };
    }

    /// `[rows, inner]` from `a` times `[inner, columns]` from `b`.
    private static void multiply(double[] left, int a, double[] right, int b, int rows, int inner, int columns, double[] to, int at) {
        Arrays.fill(to, at, at + rows * columns, 0);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                addMultiple(left[a + row * inner + k], right, b + k * columns, columns, to, at + row * columns);
            }
        }
    }

    private static void addMultiple(double factor, double[] b, int at, int columns, double[] to, int toAt) {
        for (int column = 0; column < columns; column++) {
            to[toAt + column] += factor * b[at + column];
        }
    }

    /// `[rows, columns]` times the rows of the weights, each of which is made numbers once.
    static void multiply(double[] a, int rows, Rows weights, double[] to) {
        int columns = weights.all.columns();
        double[] numbers = new double[columns];
        for (int out = 0; out < weights.count; out++) {
            weights.all.row(weights.first + out, numbers);
            for (int row = 0; row < rows; row++) {
                to[row * weights.count + out] = product(a, row * columns, numbers);
            }
        }
    }

    private static double product(double[] a, int at, double[] b) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < b.length; i += 2) {
            even += a[at + i] * b[i];
            odd += a[at + i + 1] * b[i + 1];
        }
        return i < b.length ? even + odd + a[at + i] * b[i] : even + odd;
    }
}
