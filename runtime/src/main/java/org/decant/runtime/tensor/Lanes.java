package org.decant.runtime.tensor;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// A tensor's lanes along one axis: the vectors that differ only in their index on that axis, of which reductions make
/// a number each and softmax and running sums a vector each.
final class Lanes {
    private final int[] shape;
    private final int axis;
    private final double[] values;
    private final int extent;
    /// The distance of neighbours in a lane.
    private final int inner;

    /// @param axis from 0
    Lanes(int[] shape, int axis, double[] values) {
        this.shape = shape;
        this.axis = axis;
        this.values = values;
        this.extent = shape[axis];
        this.inner = Shape.strides(shape)[axis];
    }

    /// A tensor without the axis, of one number for each lane.
    Tensor reduce(ToDoubleFunction<double[]> reduction) {
        int[] rest = Shape.without(shape, axis);
        double[] reduced = new double[Shape.size(rest)];
        double[] lane = new double[extent];
        for (int i = 0; i < reduced.length; i++) {
            read(i, lane);
            reduced[i] = reduction.applyAsDouble(lane);
        }
        return new Tensor(rest, reduced);
    }

    /// A tensor of the same shape. The operator may change the vector that it is given.
    Tensor map(UnaryOperator<double[]> operator) {
        double[] mapped = new double[values.length];
        double[] lane = new double[extent];
        int lanes = extent == 0 ? 0 : values.length / extent;
        for (int i = 0; i < lanes; i++) {
            read(i, lane);
            double[] result = operator.apply(lane);
            int at = start(i);
            for (int k = 0; k < extent; k++) {
                mapped[at + k * inner] = result[k];
            }
        }
        return new Tensor(shape, mapped);
    }

    private void read(int number, double[] lane) {
        int at = start(number);
        for (int k = 0; k < extent; k++) {
            lane[k] = values[at + k * inner];
        }
    }

    private int start(int number) {
        return number / inner * inner * extent + number % inner;
    }
}
