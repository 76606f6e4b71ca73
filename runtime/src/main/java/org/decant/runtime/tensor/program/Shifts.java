package org.decant.runtime.tensor.program;

import java.util.List;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;

/// What moves all scores alike, and need not be computed where only their order or their proportions count: normalisers that
/// were taken from them.
///
/// A normaliser is also a check, for scores that have none are an error. Where it goes, something else has to make that check. Scores
/// that only had a normaliser taken, or were scaled, make no distribution if they made none before. Scores that were added to others may; so
/// the largest of them is taken in the normaliser's place, which is finite just where it is and takes no exponentials.
final class Shifts {
    private final ProgramBuilder builder;

    Shifts(ProgramBuilder builder) {
        this.builder = builder;
    }

    /// Whether a normaliser, which is finite or an error, is taken from all scores alike.
    static boolean shifted(Value value) {
        return function(value) == BinaryFunction.SUBTRACT && normalizer(value.operand(1))
                && value.operand(0).type().shape().equals(value.type().shape());
    }

    static boolean normalizer(Value value) {
        return value.operation() instanceof Operation.Reduce reduce && reduce.finite()
                && reduce.reduction() == Reduction.LOG_SUM_EXP && reduce.axis() == value.type().rank() - 1;
    }

    /// Scores in the same proportions from which no normaliser was taken. Their own one has to be computed, or their largest one checked.
    Value unmoved(Value value) {
        if (shifted(value)) {
            return unmoved(value.operand(0));
        }
        return scaled(value) ? remade(value, unmoved(value.operand(0)), value.operand(1)) : relative(value);
    }

    /// Where it is an error that the scores make no distribution: where a normaliser was first taken from them.
    Object checkedAt(Value value, Object origin) {
        return shifted(value) ? checkedAt(value.operand(0), value.operand(1).origin())
                : scaled(value) ? checkedAt(value.operand(0), origin) : origin;
    }

    /// Scores that differ from these by one number, without normalisers; what was an error in them still is one.
    Value relative(Value value) {
        if (shifted(value)) {
            Value normalized = value.operand(1).operand(0);
            Value unmoved = unmoved(normalized);
            Value scores = value.operand(0) == normalized ? unmoved : relative(value.operand(0));
            builder.origin(checkedAt(normalized, value.operand(1).origin()));
            Value largest = builder.reduce(Reduction.MAX, unmoved, -1, true);
            builder.origin(value.origin());
            return builder.subtract(scores, largest);
        }
        return switch (value.operation()) {
            case Operation.Unary o when o.function() == UnaryFunction.NEGATE -> remade(value, relative(value.operand(0)));
            case Operation.Binary o -> switch (o.function()) {
                case ADD, SUBTRACT, SCORE_ADD, SCORE_SUBTRACT ->
                    remade(value, relative(value.operand(0)), relative(value.operand(1)));
                case MULTIPLY, DIVIDE, SCORE_MULTIPLY, SCORE_DIVIDE -> alike(value.operand(1))
                        ? remade(value, relative(value.operand(0)), value.operand(1)) : value;
                case MINIMUM, MAXIMUM, LOG_ADD -> value;
            };
            case Operation.Gather ignored when value.operand(0).type().rank() == 1 ->
                remade(value, relative(value.operand(0)), value.operand(1));
            default -> value;
        };
    }

    private Value remade(Value value, Value... operands) {
        return Remaking.of(builder, value, List.of(operands));
    }

    /// Whether all scores are divided or multiplied by one positive number, which keeps their order.
    static boolean scaled(Value value) {
        return switch (function(value)) {
            case SCORE_DIVIDE -> value.operand(1).type().single();
            case SCORE_MULTIPLY -> value.operand(1).operation() instanceof Operation.Constant constant && constant.value() > 0;
            case null, default -> false;
        };
    }

    /// Whether it is the same number for all scores along the last axis.
    private static boolean alike(Value value) {
        return value.type().rank() == 0 || value.type().last().equals(Extent.ONE);
    }

    private static BinaryFunction function(Value value) {
        return value.operation() instanceof Operation.Binary binary ? binary.function() : null;
    }
}
