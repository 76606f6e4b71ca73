package org.decant.runtime.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Kernels;

/// An immutable dense tensor of float64 numbers in row-major order. A scalar has the shape `[]`.
///
/// Element-wise operations broadcast as NumPy's do. Axes are counted from 0, negative ones from the end. What does not
/// fit is a DecantException that names the shapes.
public final class Tensor {
    private final int[] shape;
    private final double[] values;

    /// Keeps both arrays; callers give them away.
    Tensor(int[] shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /// A vector.
    public static Tensor of(double... values) {
        return new Tensor(new int[] {values.length}, values.clone());
    }

    /// @param values as many as the shape has elements, the last axis running fastest
    public static Tensor of(int[] shape, double... values) {
        if (Shape.size(shape) != values.length) {
            throw new DecantException("the shape " + Shape.text(shape) + " has " + Shape.size(shape)
                    + " elements, there are " + values.length + " values", "give one value for each element");
        }
        return new Tensor(shape.clone(), values.clone());
    }

    public static Tensor scalar(double value) {
        return new Tensor(new int[0], new double[] {value});
    }

    /// A tensor of one number everywhere.
    public static Tensor filled(double value, int... shape) {
        double[] values = new double[Shape.size(shape)];
        Arrays.fill(values, value);
        return new Tensor(shape.clone(), values);
    }

    /// The extents, as a new array.
    public int[] shape() {
        return shape.clone();
    }

    /// The number of axes.
    public int rank() {
        return shape.length;
    }

    /// The number of elements.
    public int size() {
        return values.length;
    }

    /// The elements in row-major order, as a new array.
    public double[] values() {
        return values.clone();
    }

    /// One element; `get()` reads a scalar.
    ///
    /// @param index one number from 0 for each axis
    public double get(int... index) {
        return values[Shape.position(shape, index)];
    }

    public Tensor add(Tensor other) {
        return combine("+", other, Double::sum);
    }

    public Tensor subtract(Tensor other) {
        return combine("-", other, (x, y) -> x - y);
    }

    public Tensor multiply(Tensor other) {
        return combine("*", other, (x, y) -> x * y);
    }

    /// Division by 0 gives infinities, and 0 / 0 what is not a number.
    public Tensor divide(Tensor other) {
        return combine("/", other, (x, y) -> x / y);
    }

    /// A function of the elements of two tensors, which broadcast.
    ///
    /// @param operation what an error calls it
    public Tensor combine(String operation, Tensor other, DoubleBinaryOperator operator) {
        int[] result = Shape.broadcast(operation, shape, other.shape);
        double[] combined = new double[Shape.size(result)];
        Walk walk = new Walk(result, Shape.repeatedStrides(shape, result),
                Shape.repeatedStrides(other.shape, result));
        for (int i = 0; i < combined.length; i++, walk.step()) {
            combined[i] = operator.applyAsDouble(values[walk.a()], other.values[walk.b()]);
        }
        return new Tensor(result, combined);
    }

    /// e to the power of each element.
    public Tensor exp() {
        return map(Math::exp);
    }

    /// The natural logarithm of each element: minus infinity for 0, not a number for what is below.
    public Tensor log() {
        return map(Math::log);
    }

    private Tensor map(DoubleUnaryOperator operator) {
        return new Tensor(shape, Arrays.stream(values).map(operator).toArray());
    }

    /// The matrix product of vectors and matrices: `[n, k]` and `[k, m]` give `[n, m]`. A vector on the left counts as
    /// a row, on the right as a column, and its axis is gone from the result.
    public Tensor matmul(Tensor other) {
        boolean ranksFit = rank() >= 1 && rank() <= 2 && other.rank() >= 1 && other.rank() <= 2;
        if (!ranksFit || shape[rank() - 1] != other.shape[0]) {
            throw new DecantException("the shapes " + Shape.text(shape) + " and " + Shape.text(other.shape)
                    + " do not go together in matmul", ranksFit
                            ? "the last extent on the left must be the first on the right"
                            : "both sides must be vectors or matrices");
        }
        int inner = other.shape[0];
        int rows = rank() == 1 ? 1 : shape[0];
        int columns = other.rank() == 1 ? 1 : other.shape[1];
        int[] result = rank() == 1 ? Shape.without(other.shape, 0)
                : other.rank() == 1 ? new int[] {rows} : new int[] {rows, columns};
        double[] product = new double[Shape.size(result)];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                double factor = values[row * inner + k];
                for (int column = 0; column < columns; column++) {
                    product[row * columns + column] += factor * other.values[k * columns + column];
                }
            }
        }
        return new Tensor(result, product);
    }

    /// The sum of all elements; 0 where there are none.
    public double sum() {
        return sumOf(values);
    }

    /// The sums along an axis, which the result does not have.
    public Tensor sum(int axis) {
        return lanes(axis).reduce(Tensor::sumOf);
    }

    /// The mean of all elements; an error where there are none.
    public double mean() {
        requireElements("mean", size());
        return sumOf(values) / size();
    }

    /// The means along an axis, which the result does not have; an error where its extent is 0.
    public Tensor mean(int axis) {
        int extent = shape[Shape.axis(shape, axis)];
        requireElements("mean", extent);
        return lanes(axis).reduce(lane -> sumOf(lane) / extent);
    }

    /// The largest element, or not a number where one is not; an error where there are none.
    public double max() {
        requireElements("max", size());
        return Kernels.max(values);
    }

    /// The largest elements along an axis, which the result does not have; an error where its extent is 0.
    public Tensor max(int axis) {
        requireElements("max", shape[Shape.axis(shape, axis)]);
        return lanes(axis).reduce(Kernels::max);
    }

    /// The row-major position of the largest element, the first where several are equal; an error where there are none.
    /// What is not a number is never the largest.
    public int argmax() {
        requireElements("argmax", size());
        return Kernels.argmax(values);
    }

    /// The indices of the largest elements along an axis, which the result does not have; an error where its extent
    /// is 0.
    public Tensor argmax(int axis) {
        requireElements("argmax", shape[Shape.axis(shape, axis)]);
        return lanes(axis).reduce(Kernels::argmax);
    }

    /// log(sum of exp(element)) along an axis, which the result does not have; minus infinity where its extent is 0.
    public Tensor logSumExp(int axis) {
        return lanes(axis).reduce(Kernels::logSumExp);
    }

    /// Exponentials scaled to sum to 1 along the last axis; an error where a lane has no finite normaliser.
    public Tensor softmax() {
        return lanes(-1).map(lane -> {
            subtractNormalizer("softmax", lane);
            for (int i = 0; i < lane.length; i++) {
                lane[i] = Math.exp(lane[i]);
            }
            return lane;
        });
    }

    /// The natural logarithm of the softmax along the last axis; an error where a lane has no finite normaliser.
    public Tensor logSoftmax() {
        return lanes(-1).map(lane -> subtractNormalizer("log_softmax", lane));
    }

    private double[] subtractNormalizer(String operation, double[] lane) {
        double normalizer = Kernels.logSumExp(lane);
        if (!Double.isFinite(normalizer)) {
            throw new DecantException(operation + " of a tensor of shape " + Shape.text(shape)
                    + " meets values without a finite sum of exponentials",
                    "along the last axis at least one value must be above minus infinity, and each a number");
        }
        for (int i = 0; i < lane.length; i++) {
            lane[i] -= normalizer;
        }
        return lane;
    }

    /// The running sums along an axis, each with its own element.
    public Tensor cumsum(int axis) {
        return lanes(axis).map(lane -> {
            for (int i = 1; i < lane.length; i++) {
                lane[i] += lane[i - 1];
            }
            return lane;
        });
    }

    /// The tensors one after the other along an axis; their shapes are equal but for that axis.
    ///
    /// @param parts at least one
    public static Tensor concat(int axis, List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw new DecantException("concat has no tensors", "give at least one");
        }
        int[] first = parts.getFirst().shape;
        int at = Shape.axis(first, axis);
        int extent = 0;
        for (Tensor part : parts) {
            if (part.rank() != first.length
                    || !Arrays.equals(Shape.with(part.shape, at, 0), Shape.with(first, at, 0))) {
                throw new DecantException("the shapes " + Shape.text(first) + " and " + Shape.text(part.shape)
                        + " do not go together in concat", "all extents but that of axis " + axis + " must be equal");
            }
            extent += part.shape[at];
        }
        int[] result = Shape.with(first, at, extent);
        double[] joined = new double[Shape.size(result)];
        int stride = Shape.strides(result)[at];
        int offset = 0;
        for (Tensor part : parts) {
            int run = part.shape[at] * stride;
            for (int from = 0, to = offset; from < part.size(); from += run, to += extent * stride) {
                System.arraycopy(part.values, from, joined, to, run);
            }
            offset += run;
        }
        return new Tensor(result, joined);
    }

    /// The part from `from` (included) to `to` (excluded) along the first axis.
    public Tensor slice(int from, int to) {
        int extent = shape[Shape.axis(shape, 0)];
        if (from < 0 || from > to || to > extent) {
            throw new DecantException("the slice from " + from + " to " + to + " is outside the shape "
                    + Shape.text(shape), "slices go along the first axis, from 0 to at most " + extent);
        }
        int stride = Shape.strides(shape)[0];
        return new Tensor(Shape.with(shape, 0, to - from), Arrays.copyOfRange(values, from * stride, to * stride));
    }

    /// The tensor at `index` along the first axis, which the result does not have.
    public Tensor row(int index) {
        Tensor slice = slice(index, index + 1);
        return new Tensor(Shape.without(shape, 0), slice.values);
    }

    /// The same elements in another shape.
    public Tensor reshape(int... newShape) {
        if (Shape.size(newShape) != size()) {
            throw new DecantException("a tensor of shape " + Shape.text(shape) + " can not take the shape "
                    + Shape.text(newShape), "both shapes must have " + size() + " elements");
        }
        return new Tensor(newShape.clone(), values);
    }

    /// The axes in reverse order: rows become columns.
    public Tensor transpose() {
        int[] result = Shape.reversed(shape);
        int[] strides = Shape.reversed(Shape.strides(shape));
        double[] moved = new double[size()];
        Walk walk = new Walk(result, strides, strides);
        for (int i = 0; i < moved.length; i++, walk.step()) {
            moved[i] = values[walk.a()];
        }
        return new Tensor(result, moved);
    }

    /// The cosine of the angle between two tensors of one shape, taken as vectors; 0 where one of them is 0.
    public double cosine(Tensor other) {
        if (!Arrays.equals(shape, other.shape)) {
            throw new DecantException("the shapes " + Shape.text(shape) + " and " + Shape.text(other.shape)
                    + " do not go together in cosine", "both must have the same shape");
        }
        return Kernels.cosine(values, other.values);
    }

    /// The cosine of the angle between each row of this matrix and a vector; 0 where one of them is 0.
    public Tensor cosines(Tensor vector) {
        if (shape.length != 2 || vector.shape.length != 1 || shape[1] != vector.shape[0]) {
            throw new DecantException("the shapes " + Shape.text(shape) + " and " + Shape.text(vector.shape)
                    + " do not go together in cosines", "give a matrix and a vector as long as its rows");
        }
        double[] cosines = new double[shape[0]];
        for (int row = 0; row < cosines.length; row++) {
            cosines[row] = Kernels.cosine(Arrays.copyOfRange(values, row * shape[1], (row + 1) * shape[1]), vector.values);
        }
        return Tensor.of(cosines);
    }

    /// The Euclidean norm of all elements.
    public double norm() {
        return Math.sqrt(sumOf(map(x -> x * x).values));
    }

    private Lanes lanes(int axis) {
        return new Lanes(shape, Shape.axis(shape, axis), values);
    }

    private void requireElements(String operation, int count) {
        if (count == 0) {
            throw new DecantException(operation + " of nothing: the shape is " + Shape.text(shape),
                    "ask for the size first");
        }
    }

    private static double sumOf(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && Arrays.equals(tensor.shape, shape)
                && Arrays.equals(tensor.values, values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    /// Nested lists, of long axes only the first elements.
    @Override
    public String toString() {
        return TensorText.of(this);
    }
}
