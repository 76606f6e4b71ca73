package org.decant.runtime.tensor.program;

import java.util.List;
import java.util.stream.Collectors;

/// What kind of elements a value has, and how many.
///
/// @param shape no axes for a scalar
public record TensorType(Kind kind, List<Extent> shape) {

    public enum Kind {
        /// Floating-point numbers; of which width is up to the target.
        NUMBER,
        /// Whole numbers of at least 0, such as places of a tensor.
        INDEX,
        /// Weights of a matrix, or of several, in the form that model files have, read by [Operation.QuantizedMatMul] only.
        WEIGHTS
    }

    /// The type of a single number.
    public static final TensorType SCALAR = numbers();

    public TensorType {
        shape = List.copyOf(shape);
    }

    public static TensorType numbers(Extent... shape) {
        return new TensorType(Kind.NUMBER, List.of(shape));
    }

    public static TensorType indices(Extent... shape) {
        return new TensorType(Kind.INDEX, List.of(shape));
    }

    public int rank() {
        return shape.size();
    }

    public Extent last() {
        return shape.getLast();
    }

    /// Whether there is one element only, whatever the number of axes.
    public boolean single() {
        return shape.stream().allMatch(Extent::isOne);
    }

    TensorType withShape(List<Extent> other) {
        return new TensorType(kind, other);
    }

    /// `[2, vocabulary]`, with a letter before it for what are not numbers.
    @Override
    public String toString() {
        String prefix = switch (kind) {
            case NUMBER -> "";
            case INDEX -> "i";
            case WEIGHTS -> "w";
        };
        return prefix + text(shape);
    }

    static String text(List<Extent> shape) {
        return shape.stream().map(Extent::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
