package org.decant.runtime.tensor;

/// Goes through the elements of a shape in row-major order, following the positions of up to two tensors along with it.
final class Walk {
    private final int[] shape;
    private final int[] stridesA;
    private final int[] stridesB;
    private final int[] index;
    private int a;
    private int b;

    Walk(int[] shape, int[] stridesA, int[] stridesB) {
        this.shape = shape;
        this.stridesA = stridesA;
        this.stridesB = stridesB;
        this.index = new int[shape.length];
    }

    /// The position in the first tensor.
    int a() {
        return a;
    }

    /// The position in the second tensor.
    int b() {
        return b;
    }

    /// Steps to the next element; after the last to the first.
    void step() {
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            a += stridesA[axis];
            b += stridesB[axis];
            if (++index[axis] < shape[axis]) {
                return;
            }
            a -= shape[axis] * stridesA[axis];
            b -= shape[axis] * stridesB[axis];
            index[axis] = 0;
        }
    }
}
