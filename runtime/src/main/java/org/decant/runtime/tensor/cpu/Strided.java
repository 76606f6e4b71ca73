package org.decant.runtime.tensor.cpu;

import java.util.List;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Value;

/// Kernels for shapes that loops do not go through: lanes along an axis that is not the last, and broadcasting over axes in the
/// middle.
final class Strided {

    private Strided() {
    }

    /// Goes through lanes of `extent` elements that lie `inner` apart.
    @FunctionalInterface
    interface Lane {
        void run(double[] from, int at, int extent, int inner, double[] to, int toAt);
    }

    static Step along(CpuProgram program, Value value, int axis, Lane lane) {
        List<Extent> shape = value.operand(0).type().shape();
        Size outer = program.size(shape.subList(0, axis));
        Size extent = program.size(shape.subList(axis, axis + 1));
        Size inner = program.size(shape.subList(axis + 1, shape.size()));
        Size size = program.size(value);
        int from = program.slot(value.operand(0));
        int to = program.slot(value);
        boolean reduces = value.operation() instanceof Operation.Reduce;
        return w -> {
            int count = extent.of(w.extents);
            int apart = inner.of(w.extents);
            int toExtent = reduces ? 1 : count;
            double[] result = w.room(to, size.of(w.extents));
            for (int i = 0; i < outer.of(w.extents); i++) {
                for (int j = 0; j < apart; j++) {
                    lane.run(w.memory[from], i * count * apart + j, count, apart, result, i * toExtent * apart + j);
                }
            }
        };
    }

    static void sum(double[] from, int at, int extent, int inner, double[] to, int toAt) {
        double sum = 0;
        for (int i = 0; i < extent; i++) {
            sum += from[at + i * inner];
        }
        to[toAt] = sum;
    }

    static void max(double[] from, int at, int extent, int inner, double[] to, int toAt) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < extent; i++) {
            max = Math.max(max, from[at + i * inner]);
        }
        to[toAt] = max;
    }

    static void cumulativeSum(double[] from, int at, int extent, int inner, double[] to, int toAt) {
        double sum = 0;
        for (int i = 0; i < extent; i++) {
            sum += from[at + i * inner];
            to[toAt + i * inner] = sum;
        }
    }

    /// An element-wise value or a broadcast whose operands are repeated in ways that loops do not know.
    static Step elementWise(CpuProgram program, Value value) {
        List<Extent> shape = value.type().shape();
        int rank = shape.size();
        int operands = value.operands().size();
        Size[] extents = shape.stream().map(e -> program.size(List.of(e))).toArray(Size[]::new);
        Size[][] strides = new Size[operands][];
        int[] from = new int[operands];
        for (int o = 0; o < operands; o++) {
            from[o] = program.slot(value.operand(o));
            strides[o] = strides(program, value.operand(o).type().shape(), rank);
        }
        Size size = program.size(value);
        int to = program.slot(value);
        return w -> {
            double[] result = w.room(to, size.of(w.extents));
            double[] x = new double[operands];
            for (int i = 0; i < size.of(w.extents); i++) {
                for (int o = 0; o < operands; o++) {
                    x[o] = w.memory[from[o]][place(i, extents, strides[o], w.extents)];
                }
                result[i] = apply(value.operation(), x);
            }
        };
    }

    /// How far apart the elements of an operand lie along the axes of `rank` that it is broadcast to.
    static Size[] strides(CpuProgram program, List<Extent> own, int rank) {
        Size[] strides = new Size[rank];
        for (int axis = 0; axis < rank; axis++) {
            int ownAxis = axis - (rank - own.size());
            strides[axis] = ownAxis < 0 || own.get(ownAxis).equals(Extent.ONE) ? new Size(0, new int[0])
                    : program.size(own.subList(ownAxis + 1, own.size()));
        }
        return strides;
    }

    /// Where the element of an operand lies that goes into an element.
    static int place(int element, Size[] extents, Size[] strides, int[] known) {
        int place = 0;
        int rest = element;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            int extent = extents[axis].of(known);
            place += rest % extent * strides[axis].of(known);
            rest /= extent;
        }
        return place;
    }

    private static double apply(Operation operation, double[] x) {
        return switch (operation) {
            case Operation.Broadcast ignored -> x[0];
            case Operation.Binary o -> switch (o.function()) {
                case ADD -> x[0] + x[1];
                case SUBTRACT -> x[0] - x[1];
                case MULTIPLY -> x[0] * x[1];
                case DIVIDE -> x[0] / x[1];
                case MINIMUM -> Math.min(x[0], x[1]);
                case MAXIMUM -> Math.max(x[0], x[1]);
                case SCORE_ADD -> ScalarOperations.scoreAdd(x[0], x[1]);
                case SCORE_SUBTRACT -> ScalarOperations.scoreSubtract(x[0], x[1]);
                case SCORE_MULTIPLY -> ScalarOperations.scoreMultiply(x[0], x[1]);
                case SCORE_DIVIDE -> ScalarOperations.scoreDivide(x[0], x[1]);
                case LOG_ADD -> ScalarOperations.logAdd(x[0], x[1]);
            };
            case Operation.Where o -> switch (o.comparison()) {
                case LESS -> ScalarOperations.whereLess(x[0], x[1], x[2], x[3]);
                case LESS_OR_EQUAL -> ScalarOperations.whereLessOrEqual(x[0], x[1], x[2], x[3]);
                case EQUAL -> ScalarOperations.whereEqual(x[0], x[1], x[2], x[3]);
            };
            default -> throw new IllegalArgumentException(operation.text() + " has no kernel");
        };
    }
}
