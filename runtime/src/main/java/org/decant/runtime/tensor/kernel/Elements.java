package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.kernel.Expression.Comparison;
import org.decant.runtime.tensor.kernel.Expression.Condition;
import org.decant.runtime.tensor.kernel.Expression.Number;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Value;

/// Single elements of values: read where they are there, otherwise computed.
final class Elements {
    private static final Expression ZERO = Expression.whole(0);
    private static final Number LEAST = new Number(Double.NEGATIVE_INFINITY);

    private final Layout layout;
    private final Map<Value, Value> aliases = new IdentityHashMap<>();

    private record Key(Value value, List<Expression> at) {}

    Elements(Layout layout) {
        this.layout = layout;
    }

    /// Says that a value has the elements of another one, in the same order.
    void alias(Value value, Value same) {
        aliases.put(value, same);
    }

    /// The value whose elements it has.
    Value source(Value value) {
        return aliases.getOrDefault(value, value);
    }

    // ---- coordinates ----

    Expression size(Body body, List<Extent> shape) {
        Expression size = Expression.whole(1);
        for (Extent extent : shape) {
            size = size.times(layout.extent(extent, body));
        }
        return size;
    }

    /// The coordinates of an element, given its number.
    List<Expression> coordinates(Body body, Expression number, List<Extent> shape) {
        Expression[] at = new Expression[shape.size()];
        Expression rest = number;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            boolean last = shape.subList(0, axis).stream().allMatch(Extent.ONE::equals);
            Expression extent = layout.extent(shape.get(axis), body);
            at[axis] = shape.get(axis).equals(Extent.ONE) ? ZERO : last ? rest : body.let(rest.modulo(extent));
            if (!last) {
                Expression before = rest.by(extent);
                rest = before.equals(rest) ? rest : body.let(before);
            }
        }
        return List.of(at);
    }

    /// The number of an element, given its coordinates.
    Expression linear(Body body, List<Extent> shape, List<Expression> at) {
        Expression number = ZERO;
        for (int axis = 0; axis < shape.size(); axis++) {
            number = number.times(layout.extent(shape.get(axis), body)).plus(shape.get(axis).equals(Extent.ONE) ? ZERO : at.get(axis));
        }
        return number;
    }

    // ---- elements ----

    Expression of(Body body, Value value, List<Expression> at) {
        if (value.operation() instanceof Operation.Constant constant) {
            return new Number(constant.value());
        }
        Key key = new Key(value, at);
        Expression known = body.known(key);
        if (known != null) {
            return known;
        }
        List<Extent> shape = value.type().shape();
        Value source = source(value);
        Expression element;
        if (source.operation() instanceof Operation.Constant constant) {
            element = new Number(constant.value());
        } else if (source.operation() instanceof Operation.Input) {
            element = layout.read(body, source, linear(body, shape, at));
        } else if (layout.inMemory(value)) {
            element = new Expression.Read(KernelArray.MEMORY, layout.from(layout.place(value), body).plus(linear(body, shape, at)));
        } else {
            element = compute(body, value, at);
        }
        return body.remember(key, element instanceof Variable ? element : body.let(element));
    }

    /// An element of a value that is made element by element, or of elements in other places.
    Expression compute(Body body, Value value, List<Expression> at) {
        return switch (value.operation()) {
            case Operation.Transpose o -> {
                Expression[] from = new Expression[at.size()];
                for (int axis = 0; axis < from.length; axis++) {
                    from[o.axes().get(axis)] = at.get(axis);
                }
                yield of(body, value.operand(0), List.of(from));
            }
            case Operation.Gather o -> {
                Value indices = value.operand(1);
                int behind = o.axis() + indices.type().rank();
                List<Expression> from = new ArrayList<>(at.subList(0, o.axis()));
                from.add(body.let(new Expression.Convert(of(body, indices, aligned(indices, at.subList(o.axis(), behind))))));
                from.addAll(at.subList(behind, at.size()));
                yield of(body, value.operand(0), from);
            }
            case Operation.Reshape ignored -> of(body, value.operand(0), withOnes(value, at));
            default -> elementWise(body, value, at);
        };
    }

    /// The coordinates of the element of a value that was reshaped by axes of extent 1 alone.
    private static List<Expression> withOnes(Value reshaped, List<Expression> at) {
        List<Expression> own = new ArrayList<>();
        int axis = 0;
        for (Extent extent : reshaped.operand(0).type().shape()) {
            while (!extent.equals(Extent.ONE) && reshaped.type().shape().get(axis).equals(Extent.ONE)) {
                axis++;
            }
            own.add(extent.equals(Extent.ONE) ? ZERO : at.get(axis++));
        }
        return own;
    }

    private Expression elementWise(Body body, Value value, List<Expression> at) {
        List<Expression> x = new ArrayList<>();
        for (Value operand : value.operands()) {
            x.add(of(body, operand, aligned(operand, at)));
        }
        return switch (value.operation()) {
            case Operation.Broadcast ignored -> x.getFirst();
            case Operation.Unary o -> switch (o.function()) {
                case NEGATE -> new Number(-1).times(x.getFirst());
                case EXP -> new Expression.Call(Expression.Function.EXP, x.getFirst());
                case LOG -> new Expression.Call(Expression.Function.LOG, x.getFirst());
                case SQRT -> new Expression.Call(Expression.Function.SQRT, x.getFirst());
                case ABS -> new Expression.Call(Expression.Function.ABS, x.getFirst());
            };
            case Operation.Binary o -> binary(body, o.function(), x.get(0), x.get(1));
            case Operation.Where o -> {
                Variable result = body.let(x.get(3));
                body.when(new Condition(switch (o.comparison()) {
                    case LESS -> Comparison.LESS;
                    case LESS_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
                    case EQUAL -> Comparison.EQUAL;
                }, x.get(0), x.get(1)), yes -> yes.set(result, x.get(2)));
                yield result;
            }
            default -> throw new IllegalStateException(value.operation().text() + " is not in memory");
        };
    }

    /// The coordinates of the element of an operand that goes into an element.
    static List<Expression> aligned(Value operand, List<Expression> at) {
        List<Extent> shape = operand.type().shape();
        List<Expression> own = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            own.add(shape.get(axis).equals(Extent.ONE) ? ZERO : at.get(at.size() - shape.size() + axis));
        }
        return own;
    }

    private static Expression binary(Body body, Operation.BinaryFunction function, Expression a, Expression b) {
        return switch (function) {
            case ADD -> a.plus(b);
            case SUBTRACT -> a.minus(b);
            case MULTIPLY -> a.times(b);
            case DIVIDE, SCORE_DIVIDE -> a.by(b);
            case MINIMUM -> {
                Variable result = body.let(a);
                smaller(body, result, b);
                yield result;
            }
            case MAXIMUM -> {
                Variable result = body.let(a);
                larger(body, result, b);
                yield result;
            }
            case SCORE_ADD -> score(body, a, b, a.plus(b));
            case SCORE_SUBTRACT -> score(body, a, b, a.minus(b));
            case SCORE_MULTIPLY -> score(body, a, b, a.times(b));
            case LOG_ADD -> logAdd(body, a, b);
        };
    }

    /// Puts a number in the place of a smaller one; what is not a number counts as larger than all.
    static void larger(Body body, Variable result, Expression other) {
        body.when(result.below(other), yes -> yes.set(result, other));
        body.when(other.differs(other), yes -> yes.set(result, other));
    }

    private static void smaller(Body body, Variable result, Expression other) {
        body.when(other.below(result), yes -> yes.set(result, other));
        body.when(other.differs(other), yes -> yes.set(result, other));
    }

    /// Minus infinity where infinities leave the result undefined.
    private static Expression score(Body body, Expression a, Expression b, Expression value) {
        Variable result = body.let(value);
        body.when(result.differs(result), undefined -> undefined.when(a.same(a), left ->
                left.when(b.same(b), right -> right.set(result, LEAST))));
        return result;
    }

    private static Expression logAdd(Body body, Expression a, Expression b) {
        Variable result = body.let(a);
        larger(body, result, b);
        body.when(LEAST.below(a), left -> left.when(LEAST.below(b), right -> {
            Expression distance = new Number(0).minus(new Expression.Call(Expression.Function.ABS, a.minus(b)));
            right.set(result, result.plus(new Expression.Call(Expression.Function.LOG,
                    new Number(1).plus(new Expression.Call(Expression.Function.EXP, distance)))));
        }));
        return result;
    }
}
