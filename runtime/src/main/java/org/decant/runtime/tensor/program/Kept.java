package org.decant.runtime.tensor.program;

import java.util.List;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;

/// Scores that are minus infinity but at some places, as truncations leave them: moves what is done with them to the numbers
/// at those places. Other scores that they are combined with are looked at there only, so what is not a number elsewhere is
/// passed over.
final class Kept {
    private final ProgramBuilder builder;
    private final Shifts shifts;

    Kept(ProgramBuilder builder, Shifts shifts) {
        this.builder = builder;
        this.shifts = shifts;
    }

    /// What the value is with these operands, computed from the kept numbers; null where there are none, or it needs the rest.
    Value move(Value value, List<Value> x) {
        Value scores = x.getFirst();
        if (!truncated(scores)) {
            return value.operation() instanceof Operation.Binary o && o.function() == BinaryFunction.SCORE_ADD && truncated(x.get(1))
                    && scores.type().equals(x.get(1).type()) ? added(x.get(1), scores) : null;
        }
        Value places = scores.operand(1);
        Value numbers = scores.operand(2);
        Extent kept = value.type().rank() == 1 ? value.type().last() : null;
        return switch (value.operation()) {
            case Operation.Binary o when keeps(o.function(), x.get(1)) ->
                builder.scatter(scores.operand(0), places, builder.binary(o.function(), numbers, x.get(1)));
            case Operation.Binary o when keepsBeside(o.function()) && x.get(1).type().equals(scores.type()) ->
                builder.scatter(scores.operand(0), places, builder.binary(o.function(), numbers, builder.gather(x.get(1), places)));
            case Operation.Reduce o when o.reduction() != Reduction.SUM ->
                builder.reduce(o.reduction(), numbers, 0, o.finite());
            case Operation.Selection o -> builder.gather(places, builder.select(o, numbers, x.get(1), kept));
            case Operation.Draw ignored -> builder.gather(places, builder.draw(numbers, x.get(1)));
            case Operation.ArgMax o -> o.finite() ? builder.gather(places, builder.argMax(numbers, true)) : largest(places, numbers);
            case Operation.Gather ignored when x.get(1) == places -> numbers;
            case Operation.Gather ignored when gathered(x.get(1), places) ->
                builder.gather(numbers, x.get(1).operand(1));
            default -> null;
        };
    }

    private Value added(Value truncated, Value other) {
        Value places = truncated.operand(1);
        return builder.scatter(truncated.operand(0), places,
                builder.binary(BinaryFunction.SCORE_ADD, builder.gather(other, places), truncated.operand(2)));
    }

    /// The place of the largest number, 0 where none is above minus infinity.
    private Value largest(Value places, Value numbers) {
        Value relative = shifts.relative(numbers);
        Value at = builder.argMax(relative, false);
        return builder.where(Comparison.LESS, builder.constant(Double.NEGATIVE_INFINITY), builder.gather(relative, at),
                builder.gather(places, at), builder.place(0));
    }

    private static boolean truncated(Value value) {
        return value.operation() instanceof Operation.Scatter && value.type().rank() == 1
                && value.operand(0).operation() instanceof Operation.Broadcast
                && value.operand(0).operand(0).operation() instanceof Operation.Constant constant
                && constant.value() == Double.NEGATIVE_INFINITY;
    }

    /// Whether minus infinity stays so where one number is put to all scores.
    private static boolean keeps(BinaryFunction function, Value other) {
        return other.type().single() && other.type().rank() <= 1 && switch (function) {
            case SUBTRACT -> other.operation() instanceof Operation.Reduce reduce && reduce.finite();
            case SCORE_ADD, SCORE_SUBTRACT, SCORE_DIVIDE -> true;
            case SCORE_MULTIPLY -> other.operation() instanceof Operation.Constant constant && constant.value() >= 0;
            default -> false;
        };
    }

    /// Whether minus infinity stays so whatever score is put to it.
    private static boolean keepsBeside(BinaryFunction function) {
        return function == BinaryFunction.SCORE_ADD || function == BinaryFunction.SCORE_SUBTRACT;
    }

    /// Whether the indices are some of `places`.
    private static boolean gathered(Value indices, Value places) {
        return indices.operation() instanceof Operation.Gather && indices.operand(0) == places;
    }
}
