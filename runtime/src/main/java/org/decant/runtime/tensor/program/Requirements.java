package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decant.runtime.diagnostic.DecantException;

/// What operations need of their operands.
final class Requirements {

    private Requirements() {
    }

    static void requireNumbers(String operation, Value... values) {
        for (Value value : values) {
            requireKind(operation, value, TensorType.Kind.NUMBER);
        }
    }

    static void requireKind(String operation, Value value, TensorType.Kind kind) {
        if (value.type().kind() != kind) {
            throw new DecantException(operation.toLowerCase(Locale.ROOT) + " is given " + value.type(),
                    "it needs an operand of the kind " + kind.name().toLowerCase(Locale.ROOT));
        }
    }

    static void requireNotKind(String operation, Value value, TensorType.Kind kind) {
        if (value.type().kind() == kind) {
            throw new DecantException(operation + " is given " + value.type(), "it does not take operands of the kind "
                    + kind.name().toLowerCase(Locale.ROOT));
        }
    }

    static void requireRank(String operation, Value value, int rank) {
        if (value.type().rank() != rank) {
            throw new DecantException(operation + " is given the shape " + TensorType.text(value.type().shape()),
                    "it needs an operand of " + rank + (rank == 1 ? " axis" : " axes"));
        }
    }

    static void requireSingle(String operation, Value value) {
        if (!value.type().single()) {
            throw new DecantException(operation + " is given the shape " + TensorType.text(value.type().shape())
                    + " for a number", "give a single number");
        }
    }

    /// Whether `parts` are those of `whole` along its first axis, one for each index.
    static void requireParts(String operation, Value whole, Value indices, Value parts) {
        Shapes.axis(whole.type(), 0);
        List<Extent> shape = new ArrayList<>(whole.type().shape());
        shape.set(0, indices.type().last());
        if (!parts.type().shape().equals(shape)) {
            throw Shapes.mismatch(operation, whole.type().withShape(shape), parts.type(), "there must be a part for each index");
        }
    }
}
