package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;

/// Writes log-sum-exps as maxima and sums, which loops compute one after the other, and probabilities as parts of those sums, so
/// that each exponential is computed once and no element is divided.
public final class Decomposition {
    private final ProgramBuilder builder = new ProgramBuilder();
    private final boolean draws;

    private Decomposition(boolean draws) {
        this.draws = draws;
    }

    public static TensorProgram of(TensorProgram program) {
        return new Decomposition(true).decompose(program);
    }

    /// Besides, draws by scores as draws by weights.
    public static TensorProgram withoutDraws(TensorProgram program) {
        return new Decomposition(false).decompose(program);
    }

    private TensorProgram decompose(TensorProgram program) {
        builder.adopt(program);
        Map<Value, Value> made = new IdentityHashMap<>();
        for (Value value : program.values()) {
            List<Value> operands = new ArrayList<>();
            value.operands().forEach(operand -> operands.add(made.get(operand)));
            builder.origin(value.origin());
            made.put(value, switch (value.operation()) {
                case Operation.Input ignored -> value;
                case Operation.Reduce o when o.reduction() == Reduction.LOG_SUM_EXP -> logSumExp(o, operands.getFirst());
                case Operation.Unary o when o.function() == UnaryFunction.EXP && logSoftmax(value.operand(0)) ->
                    probabilities(made.get(value.operand(0).operand(0)));
                case Operation.Draw ignored when !draws -> {
                    Value scores = operands.getFirst();
                    yield builder.choose(builder.exp(builder.subtract(scores, builder.reduce(Reduction.MAX, scores, -1, true))),
                            operands.get(1));
                }
                default -> Remaking.of(builder, value, operands);
            });
        }
        return builder.program(program.outputs().stream().map(made::get).toArray(Value[]::new));
    }

    private static boolean logSoftmax(Value value) {
        return value.operation() instanceof Operation.Binary binary && binary.function() == BinaryFunction.SUBTRACT
                && value.operand(1).operation() instanceof Operation.Reduce reduce && reduce.finite()
                && reduce.reduction() == Reduction.LOG_SUM_EXP && reduce.axis() == value.type().rank() - 1
                && value.operand(1).operand(0) == value.operand(0);
    }

    private Value probabilities(Value x) {
        Value parts = builder.exp(builder.subtract(x, builder.reduce(Reduction.MAX, x, -1, true)));
        return builder.multiply(parts, builder.divide(builder.constant(1), builder.reduce(Reduction.SUM, parts, -1)));
    }

    private Value logSumExp(Operation.Reduce reduce, Value x) {
        Value largest = builder.reduce(Reduction.MAX, x, reduce.axis(), reduce.finite());
        Value sum = builder.reduce(Reduction.SUM, builder.exp(builder.subtract(x, largest)), reduce.axis());
        Value result = builder.add(largest, builder.log(sum));
        if (reduce.finite()) {
            return result;
        }
        Value infinity = builder.constant(Double.POSITIVE_INFINITY);
        return builder.where(Comparison.EQUAL, builder.unary(UnaryFunction.ABS, largest), infinity, largest, result);
    }
}
