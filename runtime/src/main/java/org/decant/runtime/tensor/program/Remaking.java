package org.decant.runtime.tensor.program;

import java.util.List;

/// Makes values again, of other operands.
final class Remaking {

    private Remaking() {
    }

    /// The same operation on other operands, its shapes inferred anew.
    static Value of(ProgramBuilder builder, Value value, List<Value> x) {
        builder.origin(value.origin());
        return switch (value.operation()) {
            case Operation.Input ignored -> throw new IllegalArgumentException("an input has no operands");
            case Operation.Constant o -> builder.constant(o);
            case Operation.Unary o -> builder.unary(o.function(), x.getFirst());
            case Operation.Binary o -> builder.binary(o.function(), x.get(0), x.get(1));
            case Operation.Where o -> builder.where(o.comparison(), x.get(0), x.get(1), x.get(2), x.get(3));
            case Operation.Broadcast o -> builder.broadcast(x.getFirst(), o.shape());
            case Operation.Reshape o -> builder.reshape(x.getFirst(), o.shape());
            case Operation.Transpose o -> builder.transpose(x.getFirst(), o.axes());
            case Operation.Reduce o -> builder.reduce(o.reduction(), x.getFirst(), o.axis(), o.finite());
            case Operation.ArgMax o -> builder.argMax(x.getFirst(), o.finite());
            case Operation.CumulativeSum o -> builder.cumulativeSum(x.getFirst(), o.axis());
            case Operation.MatMul ignored -> builder.matMul(x.get(0), x.get(1));
            case Operation.QuantizedMatMul ignored -> builder.quantizedMatMul(x.get(0), x.get(1));
            case Operation.Gather o -> builder.gather(x.get(0), x.get(1), o.axis());
            case Operation.Scatter ignored -> builder.scatter(x.get(0), x.get(1), x.get(2));
            case Operation.Update ignored -> builder.update(x.get(0), x.get(1), x.get(2));
            case Operation.Selection o -> builder.select(o, x.get(0), x.get(1), value.type().last());
            case Operation.Draw ignored -> builder.draw(x.get(0), x.get(1));
            case Operation.Choose ignored -> builder.choose(x.get(0), x.get(1));
        };
    }
}
