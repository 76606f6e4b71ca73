package org.decant.compiler.tensor;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.DoublePredicate;
import org.decant.compiler.builtin.Builtin;
import org.decant.runtime.distribution.MinP;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.Value;

/// The builtins that tensor programs are written of, by name and types of parameters.
final class Lowerings {
    private static final DoublePredicate ANY = number -> true;
    private static final DoublePredicate FRACTION = number -> number >= 0 && number <= 1;

    private final Map<String, Lowering> table = new HashMap<>();

    Lowerings() {
        addTransforms();
        addArithmetic();
        addEnds();
    }

    /// Null where there is none.
    Lowering of(Builtin builtin) {
        StringJoiner types = new StringJoiner(", ", builtin.name() + "(", ")");
        if (builtin.receiver() != null) {
            return null;
        }
        builtin.parameters().forEach(parameter -> types.add(parameter.type().toString()));
        return table.get(types.toString());
    }

    private void add(String signature, DoublePredicate ordinary, Lowering.Writer writer) {
        table.put(signature, new Lowering(ordinary, writer));
    }

    @FunctionalInterface
    private interface Transform {
        Value write(ProgramBuilder builder, Value scores, Value number);
    }

    /// A transform applies to Logits and to a Dist, which it then normalises.
    private void transform(String name, String type, DoublePredicate ordinary, Transform transform) {
        add(name + "(Logits, " + type + ")", ordinary, (b, x) -> transform.write(b, x.get(0), x.get(1)));
        add(name + "(Dist, " + type + ")", ordinary, (b, x) -> b.logSoftmax(transform.write(b, x.get(0), x.get(1))));
    }

    private void addTransforms() {
        transform("temper", "Float", t -> t > 0 && t < Double.POSITIVE_INFINITY,
                (b, scores, temperature) -> b.binary(BinaryFunction.SCORE_DIVIDE, scores, temperature));
        transform("top_k", "Int", k -> k >= 1 && k <= Integer.MAX_VALUE, (b, scores, k) -> b.only(scores, b.topK(scores, k)));
        transform("top_p", "Float", p -> p > 0 && p <= 1, (b, scores, p) -> b.only(scores, b.topMass(scores, p)));
        transform("min_p", "Float", FRACTION, Lowerings::minP);
    }

    private static Value minP(ProgramBuilder builder, Value scores, Value p) {
        Value ratio = builder.binary(BinaryFunction.MINIMUM, builder.constant(0),
                builder.subtract(builder.log(p), builder.constant(MinP.ROUNDING)));
        return builder.only(scores, builder.topRatio(scores, ratio));
    }

    private void addArithmetic() {
        add("softmax(Logits)", ANY, (b, x) -> b.logSoftmax(x.get(0)));
        add("log_softmax(Logits)", ANY, (b, x) -> b.logSoftmax(x.get(0)));
        add("log(Dist)", ANY, (b, x) -> x.get(0));
        add("mix(Dist, Dist, Float)", FRACTION, (b, x) -> {
            Value rest = b.log(b.subtract(b.constant(1), x.get(2)));
            return b.logSoftmax(b.binary(BinaryFunction.LOG_ADD, b.add(rest, x.get(0)), b.add(b.log(x.get(2)), x.get(1))));
        });
        add("operator_add(Logits, Logits)", ANY, (b, x) -> b.binary(BinaryFunction.SCORE_ADD, x.get(0), x.get(1)));
        add("operator_subtract(Logits, Logits)", ANY, (b, x) -> b.binary(BinaryFunction.SCORE_SUBTRACT, x.get(0), x.get(1)));
        add("operator_multiply(Float, Logits)", Double::isFinite,
                (b, x) -> b.binary(BinaryFunction.SCORE_MULTIPLY, x.get(1), x.get(0)));
        add("operator_multiply(Logits, Float)", Double::isFinite,
                (b, x) -> b.binary(BinaryFunction.SCORE_MULTIPLY, x.get(0), x.get(1)));
        add("operator_divide(Logits, Float)", divisor -> Double.isFinite(1 / divisor), (b, x) ->
                b.binary(BinaryFunction.SCORE_MULTIPLY, x.get(0), b.divide(b.constant(1), x.get(1))));
        add("operator_negate(Logits)", ANY, (b, x) -> b.binary(BinaryFunction.SCORE_MULTIPLY, x.get(0), b.constant(-1)));
    }

    private void addEnds() {
        add("argmax(Logits)", ANY, (b, x) -> b.argMax(x.get(0), false));
        add("argmax(Dist)", ANY, (b, x) -> b.argMax(x.get(0), false));
        add("max(Logits)", ANY, (b, x) -> b.reduce(Reduction.MAX, x.get(0), 0));
        add("max(Dist)", ANY, (b, x) -> b.exp(b.reduce(Reduction.MAX, x.get(0), 0)));
        add("log_sum_exp(Logits)", ANY, (b, x) -> b.reduce(Reduction.LOG_SUM_EXP, x.get(0), 0));
        add("sample(Dist)", ANY, (b, x) -> b.draw(x.get(0), b.number("uniform")));
    }
}
