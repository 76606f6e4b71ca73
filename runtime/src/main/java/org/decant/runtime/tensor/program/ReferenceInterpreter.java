package org.decant.runtime.tensor.program;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;

/// Runs programs one operation after the other in float64, in the plainest way: what targets are compared with.
public final class ReferenceInterpreter {
    private final Map<Value, Tensor> results = new IdentityHashMap<>();
    private final Map<String, Integer> extents = new HashMap<>();

    private ReferenceInterpreter() {
    }

    /// The outputs for given inputs, in order.
    ///
    /// @throws ProgramFailure where the numbers make no distribution
    public static List<Tensor> run(TensorProgram program, List<Tensor> inputs) {
        ReferenceInterpreter interpreter = new ReferenceInterpreter();
        for (int i = 0; i < inputs.size(); i++) {
            interpreter.put(program.inputs().get(i), inputs.get(i));
        }
        for (Value value : program.values()) {
            if (!(value.operation() instanceof Operation.Input)) {
                interpreter.put(value, interpreter.compute(value));
            }
        }
        return program.outputs().stream().map(interpreter.results::get).toList();
    }

    private void put(Value value, Tensor tensor) {
        int axis = 0;
        for (Extent extent : value.type().shape()) {
            if (!extent.known()) {
                extents.put(extent.symbol(), tensor.shape()[axis]);
            }
            axis++;
        }
        results.put(value, tensor);
    }

    private int[] shape(List<Extent> shape) {
        return shape.stream().mapToInt(e -> e.known() ? e.size() : extents.get(e.symbol())).toArray();
    }

    private Tensor compute(Value value) {
        Tensor[] x = value.operands().stream().map(results::get).toArray(Tensor[]::new);
        return switch (value.operation()) {
            case Operation.Input ignored -> throw new IllegalStateException("inputs are given");
            case Operation.Constant o -> Tensor.scalar(o.value());
            case Operation.Unary o -> map(x[0], function(o.function()));
            case Operation.Binary o -> combine(o.function(), x[0], x[1]);
            case Operation.Where o -> where(o.comparison(), x, shape(value.type().shape()));
            case Operation.Broadcast o -> Tensor.filled(0, shape(o.shape())).add(x[0]);
            case Operation.Reshape o -> x[0].reshape(shape(o.shape()));
            case Operation.Transpose o -> ReferenceMoves.transpose(x[0], o.axes());
            case Operation.Reduce o -> reduce(value, o, x[0]);
            case Operation.ArgMax o -> argMax(value, o.finite(), x[0]);
            case Operation.CumulativeSum o -> x[0].cumsum(o.axis());
            case Operation.MatMul ignored -> ReferenceMoves.product(x[0], x[1], shape(value.type().shape()));
            case Operation.QuantizedMatMul ignored -> x[0].matmul(x[1].transpose());
            case Operation.Gather o -> ReferenceMoves.gather(x[0], x[1], o.axis(), shape(value.type().shape()));
            case Operation.Scatter ignored -> ReferenceMoves.scatter(x[0], x[1], x[2]);
            case Operation.Update ignored -> ReferenceMoves.scatter(x[0], x[1], x[2]);
            case Operation.TopK ignored -> topK(x[0].values(), (int) x[1].values()[0]);
            case Operation.TopRatio ignored -> topRatio(x[0].values(), x[1].values()[0]);
            case Operation.TopMass ignored -> topMass(x[0].values(), x[1].values()[0]);
            case Operation.Draw ignored -> draw(value, x[0].values(), x[1].values()[0]);
            case Operation.Choose ignored -> choose(value, x[0].values(), x[1].values()[0]);
        };
    }

    private static Tensor map(Tensor x, DoubleUnaryOperator function) {
        return Tensor.of(x.shape(), Arrays.stream(x.values()).map(function).toArray());
    }

    private static DoubleUnaryOperator function(Operation.UnaryFunction function) {
        return switch (function) {
            case NEGATE -> x -> -x;
            case EXP -> Math::exp;
            case LOG -> Math::log;
            case SQRT -> Math::sqrt;
            case ABS -> Math::abs;
        };
    }

    private static Tensor combine(BinaryFunction function, Tensor a, Tensor b) {
        return a.combine(function.name(), b, (x, y) -> switch (function) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case MINIMUM -> Math.min(x, y);
            case MAXIMUM -> Math.max(x, y);
            case SCORE_ADD -> score(x, y, x + y);
            case SCORE_SUBTRACT -> score(x, y, x - y);
            case SCORE_MULTIPLY -> score(x, y, x * y);
            case SCORE_DIVIDE -> x / y;
            case LOG_ADD -> x == Double.NEGATIVE_INFINITY ? y : y == Double.NEGATIVE_INFINITY ? x
                    : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
        });
    }

    private static double score(double x, double y, double result) {
        return Double.isNaN(result) && !Double.isNaN(x) && !Double.isNaN(y) ? Double.NEGATIVE_INFINITY : result;
    }

    private static Tensor where(Operation.Comparison comparison, Tensor[] x, int[] shape) {
        Tensor zero = Tensor.filled(0, shape);
        double[] left = zero.add(x[0]).values();
        double[] right = zero.add(x[1]).values();
        double[] a = zero.add(x[2]).values();
        double[] b = zero.add(x[3]).values();
        return Tensor.of(shape, IntStream.range(0, a.length).mapToDouble(i -> switch (comparison) {
            case LESS -> left[i] < right[i];
            case LESS_OR_EQUAL -> left[i] <= right[i];
            case EQUAL -> left[i] == right[i];
        } ? a[i] : b[i]).toArray());
    }

    private Tensor reduce(Value value, Operation.Reduce reduce, Tensor x) {
        Tensor reduced = switch (reduce.reduction()) {
            case SUM -> x.sum(reduce.axis());
            case MAX -> x.shape()[reduce.axis()] == 0 ? x.sum(reduce.axis()).add(Tensor.scalar(Double.NEGATIVE_INFINITY))
                    : x.max(reduce.axis());
            case LOG_SUM_EXP -> x.logSumExp(reduce.axis());
        };
        if (reduce.finite()) {
            for (double number : reduced.values()) {
                requireFinite(value, number);
            }
        }
        return reduced.reshape(shape(value.type().shape()));
    }

    private static void requireFinite(Value value, double normalizer) {
        if (!Double.isFinite(normalizer)) {
            throw ProgramFailure.noDistribution(value, normalizer);
        }
    }

    private Tensor argMax(Value value, boolean finite, Tensor x) {
        if (finite) {
            for (double number : x.logSumExp(-1).values()) {
                requireFinite(value, number);
            }
        }
        return x.argmax(-1).reshape(shape(value.type().shape()));
    }

    private static Tensor places(IntStream places) {
        return Tensor.of(places.sorted().asDoubleStream().toArray());
    }

    /// The places of what is above minus infinity, the largest first.
    private static int[] ordered(double[] x) {
        return IntStream.range(0, x.length).filter(i -> x[i] > Double.NEGATIVE_INFINITY).boxed()
                .sorted((i, j) -> x[i] != x[j] ? Double.compare(x[j], x[i]) : i - j).mapToInt(i -> i).toArray();
    }

    private static Tensor topK(double[] x, int count) {
        if (x.length == 0 || !Double.isFinite(Tensor.of(x).max())) {
            return places(IntStream.range(0, x.length));
        }
        return places(Arrays.stream(ordered(x)).limit(count));
    }

    private static Tensor topRatio(double[] scores, double ratio) {
        double largest = scores.length == 0 ? Double.NaN : Tensor.of(scores).max();
        return places(IntStream.range(0, scores.length).filter(i -> !Double.isFinite(largest)
                || scores[i] > Double.NEGATIVE_INFINITY && scores[i] - largest >= ratio));
    }

    private static Tensor topMass(double[] scores, double mass) {
        double normalizer = Tensor.of(scores).logSumExp(0).get();
        if (mass == 1 || !Double.isFinite(normalizer)) {
            return places(IntStream.range(0, scores.length));
        }
        int[] order = ordered(scores);
        int kept = 0;
        for (double reached = 0; kept < order.length && reached < mass * (1 - Operation.TopMass.ROUNDING); kept++) {
            reached += Math.exp(scores[order[kept]] - normalizer);
        }
        return places(Arrays.stream(order).limit(kept));
    }

    private static Tensor choose(Value value, double[] weights, double uniform) {
        double sum = Arrays.stream(weights).sum();
        requireFinite(value, Math.log(sum));
        double left = uniform * sum;
        int last = 0;
        for (int i = 0; i < weights.length && left >= 0; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
            }
        }
        return Tensor.of(last);
    }

    private static Tensor draw(Value value, double[] scores, double uniform) {
        double normalizer = Tensor.of(scores).logSumExp(0).get();
        requireFinite(value, normalizer);
        double left = uniform;
        int last = 0;
        for (int i = 0; i < scores.length && left >= 0; i++) {
            if (scores[i] > Double.NEGATIVE_INFINITY) {
                last = i;
                left -= Math.exp(scores[i] - normalizer);
            }
        }
        return Tensor.of(last);
    }
}
