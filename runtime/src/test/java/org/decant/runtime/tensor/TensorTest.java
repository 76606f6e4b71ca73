package org.decant.runtime.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Tensor operations against loops over indices.
class TensorTest {

    @Provide
    Arbitrary<int[]> shapes() {
        return Arbitraries.integers().between(1, 4).array(int[].class).ofMinSize(0).ofMaxSize(4);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void broadcastingRepeatsAxesOfOne(@ForAll("shapes") int[] full, @ForAll long seed) {
        Random random = new Random(seed);
        int[] shapeA = thinned(full, random);
        int[] shapeB = thinned(full, random);
        Tensor a = random(shapeA, random);
        Tensor b = random(shapeB, random);
        check(a, b, a.add(b), (x, y) -> x + y);
        check(a, b, a.subtract(b), (x, y) -> x - y);
        check(a, b, a.multiply(b), (x, y) -> x * y);
        check(a, b, a.divide(b), (x, y) -> x / y);
    }

    private static void check(Tensor a, Tensor b, Tensor result, DoubleBinaryOperator operator) {
        int[] shape = new int[Math.max(a.rank(), b.rank())];
        for (int back = 1; back <= shape.length; back++) {
            shape[shape.length - back] = Math.max(back <= a.rank() ? a.shape()[a.rank() - back] : 1,
                    back <= b.rank() ? b.shape()[b.rank() - back] : 1);
        }
        assertArrayEquals(shape, result.shape());
        forEachIndex(result.shape(), index -> assertEquals(
                operator.applyAsDouble(a.get(seenFrom(a, index)), b.get(seenFrom(b, index))), result.get(index)));
    }

    /// The index of a broadcast result as the operand sees it.
    private static int[] seenFrom(Tensor operand, int[] index) {
        int missing = index.length - operand.rank();
        return IntStream.range(0, operand.rank())
                .map(axis -> operand.shape()[axis] == 1 ? 0 : index[missing + axis]).toArray();
    }

    /// Some extents made 1, some leading axes left out.
    private static int[] thinned(int[] shape, Random random) {
        int from = random.nextInt(4) == 0 ? random.nextInt(shape.length + 1) : 0;
        int[] rest = Arrays.copyOfRange(shape, from, shape.length);
        return Arrays.stream(rest).map(extent -> random.nextInt(3) == 0 ? 1 : extent).toArray();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void matmulSumsProducts(@ForAll @IntRange(min = 1, max = 5) int n, @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 5) int m, @ForAll long seed) {
        Random random = new Random(seed);
        Tensor a = random(new int[] {n, k}, random);
        Tensor b = random(new int[] {k, m}, random);
        double[] expected = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                for (int x = 0; x < k; x++) {
                    expected[i * m + j] += a.get(i, x) * b.get(x, j);
                }
            }
        }
        assertClose(Tensor.of(new int[] {n, m}, expected), a.matmul(b));
        assertClose(Tensor.of(Arrays.copyOf(expected, m)), a.row(0).matmul(b));
        double[] column = IntStream.range(0, n).mapToDouble(i -> expected[i * m]).toArray();
        Tensor firstColumn = b.transpose().row(0);
        assertClose(Tensor.of(column), a.matmul(firstColumn));
        assertClose(Tensor.scalar(expected[0]), a.row(0).matmul(firstColumn));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void reductionsAlongAnAxis(@ForAll("shapes") int[] shape, @ForAll long seed) {
        Tensor tensor = random(shape, new Random(seed));
        for (int axis = 0; axis < shape.length; axis++) {
            int reduced = axis;
            int fromEnd = axis - shape.length;
            Tensor sum = tensor.sum(axis);
            assertEquals(sum, tensor.sum(fromEnd));
            forEachIndex(sum.shape(), index -> {
                double[] lane = lane(tensor, index, reduced);
                double largest = Arrays.stream(lane).max().orElseThrow();
                int first = IntStream.range(0, lane.length).filter(i -> lane[i] == largest).findFirst().orElseThrow();
                assertEquals(Arrays.stream(lane).sum(), sum.get(index), 1e-12);
                assertEquals(Arrays.stream(lane).average().orElseThrow(), tensor.mean(reduced).get(index), 1e-12);
                assertEquals(largest, tensor.max(reduced).get(index));
                assertEquals(first, tensor.argmax(reduced).get(index));
                double running = 0;
                for (int i = 0; i < lane.length; i++) {
                    running += lane[i];
                    assertEquals(running, tensor.cumsum(reduced).get(with(index, reduced, i)), 1e-12);
                }
            });
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void reductionsOfEverything(@ForAll("shapes") int[] shape, @ForAll long seed) {
        Tensor tensor = random(shape, new Random(seed));
        double[] values = tensor.values();
        assertEquals(Arrays.stream(values).sum(), tensor.sum(), 1e-12);
        assertEquals(Arrays.stream(values).average().orElseThrow(), tensor.mean(), 1e-12);
        assertEquals(Arrays.stream(values).max().orElseThrow(), tensor.max());
        assertEquals(tensor.max(), values[tensor.argmax()]);
        assertEquals(Math.sqrt(Arrays.stream(values).map(x -> x * x).sum()), tensor.norm(), 1e-12);
        assertEquals(tensor.norm() == 0 ? 0 : 1, tensor.cosine(tensor), 1e-12);
        assertArrayEquals(Arrays.stream(values).map(Math::exp).toArray(), tensor.exp().values());
        assertClose(tensor, tensor.exp().log());
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void softmaxAlongTheLastAxis(@ForAll("shapes") int[] outer, @ForAll @IntRange(min = 1, max = 5) int last,
            @ForAll long seed) {
        int[] shape = IntStream.concat(Arrays.stream(outer), IntStream.of(last)).toArray();
        Tensor tensor = random(shape, new Random(seed));
        Tensor softmax = tensor.softmax();
        forEachIndex(shape, index -> {
            double[] lane = lane(tensor, Arrays.copyOf(index, outer.length), outer.length);
            double sum = Arrays.stream(lane).map(Math::exp).sum();
            assertEquals(Math.exp(tensor.get(index)) / sum, softmax.get(index), 1e-12);
        });
        assertClose(softmax.log(), tensor.logSoftmax());
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void concatUndoesSlices(@ForAll("shapes") int[] shape, @ForAll long seed) {
        if (shape.length == 0) {
            return;
        }
        Random random = new Random(seed);
        Tensor tensor = random(shape, random);
        int cut = random.nextInt(shape[0] + 1);
        Tensor head = tensor.slice(0, cut);
        Tensor tail = tensor.slice(cut, shape[0]);
        assertEquals(tensor, Tensor.concat(0, List.of(head, tail)));
        for (int i = 0; i < shape[0]; i++) {
            int row = i;
            forEachIndex(Shape.without(shape, 0),
                    index -> assertEquals(tensor.get(with(index, 0, row)), tensor.row(row).get(index)));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void concatAlongAnyAxis(@ForAll("shapes") int[] shape, @ForAll long seed) {
        Random random = new Random(seed);
        for (int axis = 0; axis < shape.length; axis++) {
            int joined = axis;
            Tensor a = random(shape, random);
            Tensor b = random(Shape.with(shape, axis, 2), random);
            Tensor both = Tensor.concat(axis - shape.length, List.of(a, b));
            assertArrayEquals(Shape.with(shape, axis, shape[axis] + 2), both.shape());
            forEachIndex(both.shape(), index -> {
                int at = index[joined] - shape[joined];
                assertEquals(at < 0 ? a.get(index) : b.get(Shape.with(index, joined, at)), both.get(index));
            });
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void transposeReversesIndices(@ForAll("shapes") int[] shape, @ForAll long seed) {
        Tensor tensor = random(shape, new Random(seed));
        Tensor transposed = tensor.transpose();
        forEachIndex(shape, index -> assertEquals(tensor.get(index), transposed.get(Shape.reversed(index))));
        assertEquals(tensor, transposed.transpose());
        assertEquals(tensor, tensor.reshape(tensor.size()).reshape(shape));
    }

    @Test
    void tensorsDoNotChange() {
        double[] values = {1, 2, 3, 4};
        int[] shape = {2, 2};
        Tensor tensor = Tensor.of(shape, values);
        values[0] = 9;
        shape[0] = 9;
        tensor.values()[1] = 9;
        tensor.shape()[1] = 9;
        tensor.softmax();
        tensor.cumsum(0);
        assertEquals("[[1.0, 2.0], [3.0, 4.0]]", tensor.toString());
        Tensor vector = Tensor.of(values);
        values[1] = 7;
        assertEquals(Tensor.of(9, 2, 3, 4), vector);
    }

    @Test
    void shownShortly() {
        assertEquals("2.5", Tensor.scalar(2.5).toString());
        assertEquals("[]", Tensor.of().toString());
        assertEquals("[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, … 9]", Tensor.filled(0, 9).toString());
    }

    private static Tensor random(int[] shape, Random random) {
        // a coarse grid, so that largest values are often equal; adding 0 makes a 0 of -0
        return Tensor.of(shape,
                random.doubles(Shape.size(shape), -3, 3).map(x -> Math.rint(x * 4) / 4 + 0.0).toArray());
    }

    private static double[] lane(Tensor tensor, int[] index, int axis) {
        return IntStream.range(0, tensor.shape()[axis]).mapToDouble(i -> tensor.get(with(index, axis, i))).toArray();
    }

    /// The index with a number put in before the given axis.
    private static int[] with(int[] index, int axis, int number) {
        return IntStream.concat(IntStream.concat(Arrays.stream(index, 0, axis), IntStream.of(number)),
                Arrays.stream(index, axis, index.length)).toArray();
    }

    private static void forEachIndex(int[] shape, Consumer<int[]> action) {
        forEachIndex(shape, new int[shape.length], 0, action);
    }

    private static void forEachIndex(int[] shape, int[] index, int axis, Consumer<int[]> action) {
        if (axis == shape.length) {
            action.accept(index.clone());
            return;
        }
        for (index[axis] = 0; index[axis] < shape[axis]; index[axis]++) {
            forEachIndex(shape, index, axis + 1, action);
        }
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.values(), actual.values(), 1e-12);
    }
}
