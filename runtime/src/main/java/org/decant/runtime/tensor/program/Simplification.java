package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;

/// Leaves out of a program what its outputs do not need:
///
/// - What moves all scores alike or keeps their order is left out where only the order or the proportions count: the largest
///   element of a softmax is that of the scores, and a draw needs no normalised distribution.
/// - In sums and differences of scores, where normalisers move the result alike, no exponentials are computed for them.
/// - Where what is drawn from is a sum of two distributions, as a mixture is, it is drawn by the sum of their probabilities, and
///   where only their order counts, they are ordered by it: the logarithm of the sum is not needed.
/// - Where scores keep only some tokens, what is done with them is done with those tokens alone: after a top-k of 40, top-p
///   and the draw look at 40 numbers.
///
/// What would have been an error in what is left out is one in what took its place. Results are equal but for rounding.
public final class Simplification {
    private final ProgramBuilder builder = new ProgramBuilder();
    private final Map<Value, Value> simple = new IdentityHashMap<>();
    private final Map<Extent, Extent> renamed = new HashMap<>();
    private final Shifts shifts = new Shifts(builder);
    private final Kept kept = new Kept(builder, shifts);

    private Simplification() {
    }

    public static TensorProgram of(TensorProgram program) {
        TensorProgram before = program;
        TensorProgram after = new Simplification().simplify(before);
        while (!after.toString().equals(before.toString())) {
            before = after;
            after = new Simplification().simplify(before);
        }
        return after;
    }

    private TensorProgram simplify(TensorProgram program) {
        builder.adopt(program);
        for (Value value : program.values()) {
            Value made = value.operation() instanceof Operation.Input ? value : step(value);
            simple.put(value, made);
            // two selections that turn out to be one have one extent
            if (value.type().kind() == TensorType.Kind.INDEX && value.type().rank() == 1) {
                renamed.put(value.type().last(), made.type().last());
            }
        }
        return builder.program(program.outputs().stream().map(simple::get).toArray(Value[]::new));
    }

    private Value step(Value value) {
        List<Value> x = new ArrayList<>();
        value.operands().forEach(operand -> x.add(simple.get(operand)));
        builder.origin(value.origin());
        Value moved = x.isEmpty() ? null : kept.move(value, x);
        if (moved != null) {
            return moved;
        }
        return switch (value.operation()) {
            case Operation.ArgMax o -> largest(x.getFirst(), o.finite(), value.origin());
            case Operation.TopK o -> {
                Value same = sameOrder(x.getFirst());
                Value weights = weights(same);
                yield builder.select(o, weights != null ? weights : same, x.get(1), value.type().last());
            }
            case Operation.Selection o -> builder.select(o, shifts.unmoved(x.getFirst()), x.get(1), value.type().last());
            case Operation.Draw ignored -> draw(x.getFirst(), x.get(1), value.origin());
            case Operation.Unary o when o.function() == UnaryFunction.LOG && exponent(x.getFirst()) != null ->
                exponent(x.getFirst());
            case Operation.Binary ignored when normalizes(value, x) && shifts.unmoved(x.getFirst()) != x.getFirst() -> {
                Value scores = shifts.unmoved(x.getFirst());
                builder.origin(shifts.checkedAt(x.getFirst(), value.origin()));
                yield builder.logSoftmax(scores);
            }
            case Operation.Gather ignored when gatheredLater(x.getFirst()) -> gatheredFirst(x.getFirst(), x.get(1));
            case Operation.Broadcast o -> builder.broadcast(x.getFirst(), renamed(o.shape()));
            case Operation.Reshape o -> builder.reshape(x.getFirst(), renamed(o.shape()));
            default -> Remaking.of(builder, value, x);
        };
    }

    private Value draw(Value scores, Value uniform, Object origin) {
        Value moved = shifts.unmoved(scores);
        builder.origin(shifts.checkedAt(scores, origin));
        Value weights = weights(moved);
        return weights != null ? builder.choose(weights, uniform) : builder.draw(moved, uniform);
    }

    /// Numbers in proportion to the exp(score) of a mixture of distributions; null for other scores. They are at most 1 each,
    /// so nothing overflows.
    private Value weights(Value scores) {
        if (function(scores) != BinaryFunction.LOG_ADD || !scores.operands().stream().allMatch(Simplification::weighted)) {
            return null;
        }
        return builder.add(probability(scores.operand(0)), probability(scores.operand(1)));
    }

    /// Whether it is a number, of which the logarithm is added, times a distribution.
    private static boolean weighted(Value value) {
        return function(value) == BinaryFunction.ADD && value.operand(0).type().rank() == 0
                && value.operand(0).operation() instanceof Operation.Unary unary && unary.function() == UnaryFunction.LOG
                && (Shifts.shifted(value.operand(1)) || value.operand(1).operation() instanceof Operation.Input input && input.normalized());
    }

    private Value probability(Value weighted) {
        return builder.multiply(weighted.operand(0).operand(0), builder.exp(weighted.operand(1)));
    }

    private List<Extent> renamed(List<Extent> shape) {
        return shape.stream().map(extent -> renamed.getOrDefault(extent, extent)).toList();
    }

    /// The arg-max of scores of the same order.
    private Value largest(Value x, boolean finite, Object origin) {
        boolean checked = finite;
        Object place = origin;
        for (Value at = x; keepsOrder(at); at = at.operand(0)) {
            if (Shifts.shifted(at)) {
                checked = true;
                place = at.operand(1).origin();
            }
        }
        Value same = sameOrder(x);
        builder.origin(place);
        Value weights = weights(same);
        return builder.argMax(weights != null ? weights : same, checked);
    }

    /// Scores of the same order from which less was taken.
    private Value sameOrder(Value value) {
        return keepsOrder(value) ? sameOrder(value.operand(0)) : shifts.relative(value);
    }

    private static boolean keepsOrder(Value value) {
        return Shifts.shifted(value) || exponent(value) != null || Shifts.scaled(value);
    }

    /// Whether the operands' difference is a logarithm of a softmax.
    private static boolean normalizes(Value value, List<Value> x) {
        return function(value) == BinaryFunction.SUBTRACT && Shifts.normalizer(x.get(1)) && x.get(1).operand(0) == x.get(0);
    }

    private static BinaryFunction function(Value value) {
        return value.operation() instanceof Operation.Binary binary ? binary.function() : null;
    }

    /// x of exp(x); null for other values.
    private static Value exponent(Value value) {
        return value.operation() instanceof Operation.Unary unary && unary.function() == UnaryFunction.EXP
                ? value.operand(0) : null;
    }

    /// Whether it is less work to gather from the operands of an element-wise value than from the value.
    private static boolean gatheredLater(Value value) {
        return value.elementWise() && value.type().rank() == 1 && value.operands().stream().allMatch(operand ->
                operand.type().single() && operand.type().rank() <= 1 || operand.type().equals(value.type()));
    }

    private Value gatheredFirst(Value value, Value indices) {
        List<Value> gathered = value.operands().stream()
                .map(operand -> operand.type().single() ? operand : builder.gather(operand, indices)).toList();
        return Remaking.of(builder, value, gathered);
    }
}
