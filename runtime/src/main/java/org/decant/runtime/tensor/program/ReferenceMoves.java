package org.decant.runtime.tensor.program;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.tensor.Tensor;

/// Moves of elements and products for the [ReferenceInterpreter], coordinate by coordinate.
final class ReferenceMoves {

    private ReferenceMoves() {
    }

    private static int size(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /// The coordinates of an element, given its number.
    private static int[] coordinates(int[] shape, int number) {
        int[] at = new int[shape.length];
        int rest = number;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            at[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return at;
    }

    private static int number(int[] shape, int[] at) {
        int number = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            number = number * shape[axis] + at[axis];
        }
        return number;
    }

    static Tensor transpose(Tensor x, List<Integer> axes) {
        int[] shape = axes.stream().mapToInt(axis -> x.shape()[axis]).toArray();
        double[] from = x.values();
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            int[] at = coordinates(shape, i);
            int[] source = new int[at.length];
            for (int axis = 0; axis < at.length; axis++) {
                source[axes.get(axis)] = at[axis];
            }
            to[i] = from[number(x.shape(), source)];
        }
        return Tensor.of(shape, to);
    }

    static Tensor gather(Tensor x, Tensor indices, int axis, int[] shape) {
        double[] from = x.values();
        double[] to = new double[size(shape)];
        int indexRank = indices.rank();
        for (int i = 0; i < to.length; i++) {
            int[] at = coordinates(shape, i);
            int[] source = new int[x.rank()];
            System.arraycopy(at, 0, source, 0, axis);
            source[axis] = (int) indices.values()[number(indices.shape(), Arrays.copyOfRange(at, axis, axis + indexRank))];
            System.arraycopy(at, axis + indexRank, source, axis + 1, x.rank() - axis - 1);
            to[i] = from[number(x.shape(), source)];
        }
        return Tensor.of(shape, to);
    }

    static Tensor scatter(Tensor base, Tensor indices, Tensor updates) {
        double[] values = base.values();
        double[] parts = updates.values();
        int part = indices.size() == 0 ? 0 : parts.length / indices.size();
        for (int i = 0; i < indices.size(); i++) {
            System.arraycopy(parts, i * part, values, (int) indices.get(i) * part, part);
        }
        return Tensor.of(base.shape(), values);
    }

    /// @param shape of the result
    static Tensor product(Tensor a, Tensor b, int[] shape) {
        int inner = a.shape()[a.rank() - 1];
        double[] left = a.values();
        double[] right = b.values();
        double[] to = new double[size(shape)];
        for (int i = 0; i < to.length; i++) {
            int[] at = coordinates(shape, i);
            for (int k = 0; k < inner; k++) {
                int[] ofA = at.clone();
                ofA[at.length - 1] = k;
                int[] ofB = at.clone();
                ofB[at.length - 2] = k;
                to[i] += left[aligned(a, ofA)] * right[aligned(b, ofB)];
            }
        }
        return Tensor.of(shape, to);
    }

    /// The number of the element that broadcasting puts at some coordinates.
    private static int aligned(Tensor x, int[] at) {
        int[] own = Arrays.copyOfRange(at, at.length - x.rank(), at.length);
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = x.shape()[axis] == 1 ? 0 : own[axis];
        }
        return number(x.shape(), own);
    }
}
