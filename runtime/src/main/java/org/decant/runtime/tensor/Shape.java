package org.decant.runtime.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.decant.runtime.diagnostic.DecantException;

/// What shapes allow: sizes, axes, positions and broadcasting.
final class Shape {

    private Shape() {
    }

    /// The number of elements.
    static int size(int[] shape) {
        long size = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new DecantException("the shape " + text(shape) + " has a negative extent",
                        "extents must be at least 0");
            }
            size *= extent;
            if (size > Integer.MAX_VALUE) {
                throw new DecantException("a tensor of shape " + text(shape) + " is too large",
                        "a tensor holds at most " + Integer.MAX_VALUE + " numbers");
            }
        }
        return (int) size;
    }

    static String text(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    /// The axis from 0, where negative ones count from the end.
    static int axis(int[] shape, int axis) {
        int counted = axis < 0 ? axis + shape.length : axis;
        if (counted < 0 || counted >= shape.length) {
            throw new DecantException("a tensor of shape " + text(shape) + " has no axis " + axis, shape.length == 0
                    ? "a scalar has no axes"
                    : "axes go from 0 to " + (shape.length - 1) + ", or from -1 (the last) to -" + shape.length);
        }
        return counted;
    }

    /// How far apart neighbours along each axis are.
    static int[] strides(int[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /// Where the element at `index` is.
    static int position(int[] shape, int[] index) {
        if (index.length != shape.length) {
            throw new DecantException("the index " + text(index) + " does not fit the shape " + text(shape),
                    "give one number for each of the " + shape.length + " axes");
        }
        int position = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape[axis]) {
                throw new DecantException("the index " + text(index) + " is outside the shape " + text(shape),
                        "indices start at 0 and end before the extent");
            }
            position = position * shape[axis] + index[axis];
        }
        return position;
    }

    /// The shape of an element-wise operation: aligned at the last axes, each extent equal or one of the two 1.
    static int[] broadcast(String operation, int[] a, int[] b) {
        int[] result = new int[Math.max(a.length, b.length)];
        for (int back = 1; back <= result.length; back++) {
            int ofA = back <= a.length ? a[a.length - back] : 1;
            int ofB = back <= b.length ? b[b.length - back] : 1;
            if (ofA != ofB && ofA != 1 && ofB != 1) {
                throw new DecantException("the shapes " + text(a) + " and " + text(b) + " do not go together in "
                        + operation, "counted from the last axis, extents must be equal or one of them 1");
            }
            result[result.length - back] = ofA == 1 ? ofB : ofA;
        }
        return result;
    }

    /// The strides that walk a tensor of `shape` while `result` is walked: 0 along axes it is repeated on.
    static int[] repeatedStrides(int[] shape, int[] result) {
        int[] own = strides(shape);
        int[] strides = new int[result.length];
        int missing = result.length - shape.length;
        for (int axis = 0; axis < shape.length; axis++) {
            strides[missing + axis] = shape[axis] == 1 ? 0 : own[axis];
        }
        return strides;
    }

    static int[] without(int[] shape, int axis) {
        int[] rest = new int[shape.length - 1];
        System.arraycopy(shape, 0, rest, 0, axis);
        System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
        return rest;
    }

    static int[] with(int[] shape, int axis, int extent) {
        int[] changed = shape.clone();
        changed[axis] = extent;
        return changed;
    }

    static int[] reversed(int[] numbers) {
        int[] reversed = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            reversed[i] = numbers[numbers.length - 1 - i];
        }
        return reversed;
    }
}
