package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;

/// What the shapes of values allow; errors name both shapes.
final class Shapes {

    private Shapes() {
    }

    /// The shape of an element-wise operation: aligned at the last axes, extents equal or one of them 1.
    static Extent[] together(String operation, TensorType a, TensorType b) {
        Extent[] result = new Extent[Math.max(a.rank(), b.rank())];
        for (int back = 1; back <= result.length; back++) {
            Extent ofA = back <= a.rank() ? a.shape().get(a.rank() - back) : Extent.ONE;
            Extent ofB = back <= b.rank() ? b.shape().get(b.rank() - back) : Extent.ONE;
            if (!ofA.equals(ofB) && !ofA.isOne() && !ofB.isOne()) {
                throw mismatch(operation, a, b, "counted from the last axis, extents must be equal or one of them 1");
            }
            result[result.length - back] = ofA.isOne() ? ofB : ofA;
        }
        return result;
    }

    /// The shape of a product of matrices, or of several, whose axes before the matrices broadcast.
    static Extent[] product(TensorType a, TensorType b) {
        if (a.rank() < 2 || b.rank() < 2 || !a.last().equals(b.shape().get(b.rank() - 2))) {
            throw mismatch("mat_mul", a, b, "both must be matrices, and the last extent on the left the last but one on the right");
        }
        List<Extent> shape = new ArrayList<>(List.of(together("mat_mul", a.withShape(a.shape().subList(0, a.rank() - 2)),
                b.withShape(b.shape().subList(0, b.rank() - 2)))));
        shape.add(a.shape().get(a.rank() - 2));
        shape.add(b.last());
        return shape.toArray(Extent[]::new);
    }

    /// The shape of a product of rows and the rows of weights.
    static Extent[] quantizedProduct(TensorType a, TensorType weights) {
        if (a.rank() != 2 || weights.rank() != 2 || !a.last().equals(weights.last())) {
            throw mismatch("quantized_mat_mul", a, weights, "both must be matrices with the same last extent");
        }
        return new Extent[] {a.shape().getFirst(), weights.shape().getFirst()};
    }

    /// The shape of parts along an axis.
    static List<Extent> gathered(TensorType x, TensorType indices, int axis) {
        if (x.kind() == TensorType.Kind.WEIGHTS && (axis > 0 || x.rank() != 3 || !indices.equals(TensorType.indices(Extent.ONE)))) {
            throw mismatch("gather", x, indices, "of the weights of several matrices one can be gathered");
        }
        List<Extent> shape = new ArrayList<>(x.shape());
        shape.remove(axis);
        shape.addAll(axis, indices.shape());
        return shape;
    }

    static DecantException mismatch(String operation, TensorType a, TensorType b, String hint) {
        return new DecantException("the shapes " + TensorType.text(a.shape()) + " and " + TensorType.text(b.shape())
                + " do not go together in " + operation, hint);
    }

    /// The axis from 0.
    static int axis(TensorType type, int axis) {
        int counted = axis < 0 ? axis + type.rank() : axis;
        if (counted < 0 || counted >= type.rank()) {
            throw new DecantException("a tensor of shape " + TensorType.text(type.shape()) + " has no axis " + axis,
                    type.rank() == 0 ? "a scalar has no axes"
                            : "axes go from 0 to " + (type.rank() - 1) + ", or from -1 (the last) to -" + type.rank());
        }
        return counted;
    }

    static List<Extent> withOne(List<Extent> shape, int axis) {
        List<Extent> changed = new ArrayList<>(shape);
        changed.set(axis, Extent.ONE);
        return changed;
    }

    /// Whether the shapes certainly have the same number of elements.
    static boolean sameSize(List<Extent> a, List<Extent> b) {
        return known(a) == known(b) && symbols(a).equals(symbols(b));
    }

    private static long known(List<Extent> shape) {
        return shape.stream().filter(Extent::known).mapToLong(Extent::size).reduce(1, (x, y) -> x * y);
    }

    private static List<String> symbols(List<Extent> shape) {
        return shape.stream().filter(e -> !e.known()).map(Extent::symbol).sorted().toList();
    }
}
