package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;

/// Writes log-sum-exps as maxima and sums, which loops compute one after the other.
public final class Decomposition {
    private final ProgramBuilder builder = new ProgramBuilder();

    private Decomposition() {
    }

    public static TensorProgram of(TensorProgram program) {
        return new Decomposition().decompose(program);
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
                default -> builder.remake(value, operands);
            });
        }
        return builder.program(program.outputs().stream().map(made::get).toArray(Value[]::new));
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
