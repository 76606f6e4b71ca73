package org.decant.runtime.tensor.program;

import static org.decant.runtime.tensor.program.Requirements.requireKind;
import static org.decant.runtime.tensor.program.Requirements.requireNotKind;
import static org.decant.runtime.tensor.program.Requirements.requireNumbers;
import static org.decant.runtime.tensor.program.Requirements.requireParts;
import static org.decant.runtime.tensor.program.Requirements.requireRank;
import static org.decant.runtime.tensor.program.Requirements.requireSingle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;

/// Makes the values of one program. Equal operations on equal operands are one value. Shapes that do not fit are a
/// DecantException that names them.
public final class ProgramBuilder {
    private final Map<Key, Value> known = new HashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private int selections;
    private Object origin;

    /// Operands compare by identity, as values do.
    private record Key(Operation operation, List<Value> operands) {}

    /// What the values from now on are made for; see [Value#origin].
    public void origin(Object made) {
        origin = made;
    }

    public TensorProgram program(Value... outputs) {
        return TensorProgram.of(inputs, List.of(outputs));
    }

    private Value make(Operation operation, TensorType type, Value... operands) {
        Key key = new Key(operation, List.of(operands));
        return known.computeIfAbsent(key, k -> new Value(operation, k.operands, type, origin));
    }

    /// Another input each time.
    public Value input(String name, TensorType type) {
        return input(new Operation.Input(name, false), type);
    }

    /// The natural-log probabilities of a distribution.
    public Value logProbabilities(String name, Extent size) {
        return input(new Operation.Input(name, true), TensorType.numbers(size));
    }

    private Value input(Operation.Input operation, TensorType type) {
        Value input = new Value(operation, List.of(), type, origin);
        inputs.add(input);
        return input;
    }

    /// A number that is given.
    public Value number(String name) {
        return input(name, TensorType.SCALAR);
    }

    public Value constant(double value) {
        return constant(new Operation.Constant(value, TensorType.Kind.NUMBER));
    }

    /// One place.
    public Value place(int place) {
        return constant(new Operation.Constant(place, TensorType.Kind.INDEX));
    }

    Value constant(Operation.Constant constant) {
        return make(constant, new TensorType(constant.kind(), List.of()));
    }

    // ---- element by element ----

    public Value unary(UnaryFunction function, Value x) {
        requireNumbers(function.name(), x);
        return make(new Operation.Unary(function), x.type(), x);
    }

    public Value exp(Value x) {
        return unary(UnaryFunction.EXP, x);
    }

    public Value log(Value x) {
        return unary(UnaryFunction.LOG, x);
    }

    /// Indices can be added.
    public Value binary(BinaryFunction function, Value a, Value b) {
        boolean indices = function == BinaryFunction.ADD && a.type().kind() == TensorType.Kind.INDEX;
        if (indices) {
            requireKind(function.name(), b, TensorType.Kind.INDEX);
        } else {
            requireNumbers(function.name(), a, b);
        }
        Extent[] together = Shapes.together(name(function), a.type(), b.type());
        return make(new Operation.Binary(function), indices ? TensorType.indices(together) : TensorType.numbers(together), a, b);
    }

    private static String name(Enum<?> function) {
        return function.name().toLowerCase(Locale.ROOT);
    }

    public Value add(Value a, Value b) {
        return binary(BinaryFunction.ADD, a, b);
    }

    public Value subtract(Value a, Value b) {
        return binary(BinaryFunction.SUBTRACT, a, b);
    }

    public Value multiply(Value a, Value b) {
        return binary(BinaryFunction.MULTIPLY, a, b);
    }

    public Value divide(Value a, Value b) {
        return binary(BinaryFunction.DIVIDE, a, b);
    }

    /// Where `left` compares so to `right`, `a`, elsewhere `b`: both of them numbers, or indices.
    public Value where(Comparison comparison, Value left, Value right, Value a, Value b) {
        requireNumbers("where", left, right);
        requireNotKind("where", a, TensorType.Kind.WEIGHTS);
        requireKind("where", b, a.type().kind());
        TensorType type = new TensorType(a.type().kind(), left.type().shape());
        for (Value other : List.of(right, a, b)) {
            type = type.withShape(List.of(Shapes.together("where", type, other.type())));
        }
        return make(new Operation.Where(comparison), type, left, right, a, b);
    }

    // ---- shapes ----

    public Value broadcast(Value x, List<Extent> shape) {
        if (x.type().shape().equals(shape)) {
            return x;
        }
        Extent[] together = Shapes.together("broadcast", x.type(), x.type().withShape(shape));
        if (!List.of(together).equals(shape)) {
            throw Shapes.mismatch("broadcast", x.type(), x.type().withShape(shape), "extents can be repeated only where they are 1");
        }
        return make(new Operation.Broadcast(List.copyOf(shape)), x.type().withShape(shape), x);
    }

    public Value reshape(Value x, List<Extent> shape) {
        if (x.type().shape().equals(shape)) {
            return x;
        }
        if (!Shapes.sameSize(x.type().shape(), shape)) {
            throw Shapes.mismatch("reshape", x.type(), x.type().withShape(shape), "both need the same number of elements");
        }
        return make(new Operation.Reshape(List.copyOf(shape)), x.type().withShape(shape), x);
    }

    /// Rows and columns exchanged.
    public Value transpose(Value x) {
        requireRank("transpose", x, 2);
        return transpose(x, Operation.Transpose.MATRIX.axes());
    }

    /// @param axes of `x`, each one once: which of them becomes the first, the second and so on
    public Value transpose(Value x, List<Integer> axes) {
        List<Integer> all = IntStream.range(0, x.type().rank()).boxed().toList();
        if (!axes.stream().sorted().toList().equals(all)) {
            throw new DecantException("the axes " + axes + " are not those of the shape " + TensorType.text(x.type().shape()),
                    "name each axis from 0 to " + (all.size() - 1) + " once");
        }
        return axes.equals(all) ? x : make(new Operation.Transpose(List.copyOf(axes)),
                x.type().withShape(axes.stream().map(x.type().shape()::get).toList()), x);
    }

    // ---- along an axis ----

    /// @param axis from 0, or from -1, the last
    public Value reduce(Reduction reduction, Value x, int axis) {
        return reduce(reduction, x, axis, false);
    }

    /// @param finite see [Operation.Reduce]
    public Value reduce(Reduction reduction, Value x, int axis, boolean finite) {
        requireNumbers(reduction.name(), x);
        int counted = Shapes.axis(x.type(), axis);
        return make(new Operation.Reduce(reduction, counted, finite),
                x.type().withShape(Shapes.withOne(x.type().shape(), counted)), x);
    }

    /// Scores less their log-sum-exp along the last axis: natural-log probabilities. What makes no distribution is an error.
    public Value logSoftmax(Value scores) {
        return subtract(scores, reduce(Reduction.LOG_SUM_EXP, scores, -1, true));
    }

    public Value softmax(Value scores) {
        return exp(logSoftmax(scores));
    }

    public Value argMax(Value x, boolean finite) {
        requireNumbers("arg_max", x);
        int last = Shapes.axis(x.type(), -1);
        return make(new Operation.ArgMax(finite), TensorType.indices(
                Shapes.withOne(x.type().shape(), last).toArray(Extent[]::new)), x);
    }

    /// @param axis from 0, or from -1, the last
    public Value cumulativeSum(Value x, int axis) {
        requireNumbers("cumulative_sum", x);
        return make(new Operation.CumulativeSum(Shapes.axis(x.type(), axis)), x.type(), x);
    }

    // ---- products ----

    public Value matMul(Value a, Value b) {
        requireNumbers("mat_mul", a, b);
        return make(new Operation.MatMul(), TensorType.numbers(Shapes.product(a.type(), b.type())), a, b);
    }

    /// @param weights a matrix; one of several is gathered from them and reshaped before
    public Value quantizedMatMul(Value a, Value weights) {
        requireNumbers("quantized_mat_mul", a);
        requireKind("quantized_mat_mul", weights, TensorType.Kind.WEIGHTS);
        return make(new Operation.QuantizedMatMul(), TensorType.numbers(Shapes.quantizedProduct(a.type(), weights.type())), a, weights);
    }

    // ---- places ----

    /// Parts along the first axis.
    public Value gather(Value x, Value indices) {
        return gather(x, indices, 0);
    }

    /// @param x    numbers or indices; or the weights of several matrices, of which it gives one
    /// @param axis from 0, or from -1, the last
    public Value gather(Value x, Value indices, int axis) {
        requireKind("gather", indices, TensorType.Kind.INDEX);
        int counted = Shapes.axis(x.type(), axis);
        return make(new Operation.Gather(counted), x.type().withShape(Shapes.gathered(x.type(), indices.type(), counted)), x, indices);
    }

    public Value scatter(Value base, Value indices, Value updates) {
        requireKind("scatter", indices, TensorType.Kind.INDEX);
        requireRank("scatter", indices, 1);
        requireNotKind("scatter", base, TensorType.Kind.WEIGHTS);
        requireKind("scatter", updates, base.type().kind());
        requireParts("scatter", base, indices, updates);
        return make(new Operation.Scatter(), base.type(), base, indices, updates);
    }

    /// An update that no output needs is not made: let it be an output itself, which costs nothing.
    ///
    /// @param input of the program, read by nothing else
    public Value update(Value input, Value indices, Value rows) {
        requireKind("update", indices, TensorType.Kind.INDEX);
        requireRank("update", indices, 1);
        requireNumbers("update", input, rows);
        requireParts("update", input, indices, rows);
        return make(new Operation.Update(), input.type(), input, indices, rows);
    }

    /// @param count at least 1
    public Value topK(Value x, Value count) {
        return select(new Operation.TopK(), x, count, fresh());
    }

    /// @param ratio natural logarithm of a number from 0 to 1
    public Value topRatio(Value scores, Value ratio) {
        return select(new Operation.TopRatio(), scores, ratio, fresh());
    }

    /// @param mass above 0 and up to 1
    public Value topMass(Value scores, Value mass) {
        return select(new Operation.TopMass(), scores, mass, fresh());
    }

    private Extent fresh() {
        return Extent.symbol("kept" + ++selections);
    }

    /// @param kept how many there will be; where the selection is there already, it has an extent of its own
    Value select(Operation.Selection operation, Value x, Value limit, Extent kept) {
        requireNumbers(operation.text(), x, limit);
        requireRank(operation.text(), x, 1);
        requireSingle(operation.text(), limit);
        return make(operation, TensorType.indices(kept), x, limit);
    }

    /// Minus infinity but at `indices`.
    public Value only(Value x, Value indices) {
        return scatter(broadcast(constant(Double.NEGATIVE_INFINITY), x.type().shape()), indices, gather(x, indices));
    }

    /// @param uniform from [0, 1)
    public Value draw(Value scores, Value uniform) {
        requireNumbers("draw", scores, uniform);
        requireRank("draw", scores, 1);
        requireSingle("draw", uniform);
        return make(new Operation.Draw(), TensorType.indices(Extent.ONE), scores, uniform);
    }

    /// @param uniform from [0, 1)
    public Value choose(Value weights, Value uniform) {
        requireNumbers("choose", weights, uniform);
        requireRank("choose", weights, 1);
        requireSingle("choose", uniform);
        return make(new Operation.Choose(), TensorType.indices(Extent.ONE), weights, uniform);
    }

    /// Takes the inputs of another program over, all of them in their order.
    void adopt(TensorProgram program) {
        inputs.addAll(program.inputs());
    }
}
