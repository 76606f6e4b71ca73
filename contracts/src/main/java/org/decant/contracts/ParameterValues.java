package org.decant.contracts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.CodeWalker;
import org.decant.compiler.typed.Matcher;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.Tensor;

/// The values that a parameter which is no model is given in a check: its default, and a few more around it.
final class ParameterValues {
    /// Larger defaults are lengths or counts, which small numbers show as well and large ones make too many choices of.
    private static final long LARGE = 8;
    private static final long INSTEAD = 2;
    /// For a text that the strategy compares with none: every setting's vocabulary can spell them.
    private static final List<String> PLAIN_TEXTS = List.of("", "a", "aa");
    private static final int FUNCTIONS = 3;

    /// Scores of a few steps, each with two choices.
    private static final List<Tensor> TENSORS = List.of(Tensor.of(new int[] {3, 2}, 0.2, -0.1, 0.5, 1.5, -0.3, 0.4),
            Tensor.of(new int[] {2, 2}, -1, 1, 1, -1));

    private final Routine.Parameter parameter;
    private final List<Object> values;

    private ParameterValues(Routine.Parameter parameter, Set<Object> values) {
        this.parameter = parameter;
        this.values = List.copyOf(values);
    }

    /// @throws DecantException where the parameter has no default and its type says nothing about possible values
    static ParameterValues of(Routine routine, Routine.Parameter parameter) {
        Type type = parameter.type().resolved();
        Object known = constant(parameter.defaultValue());
        Set<Object> values = new LinkedHashSet<>();
        if (type == Type.INT) {
            long number = known instanceof Long given ? given : 2;
            values.addAll(number <= 0 ? List.of(0L, 1L, 2L) : List.of(1L, 2L, 3L, 4L));
        } else if (type == Type.FLOAT) {
            double number = known instanceof Double given ? given : known instanceof Long whole ? whole : 1;
            values.addAll(number == 0 ? List.of(0.5) : number < 0 ? List.of(number / 2) : number <= 1 ? List.of(0.25, 0.5, 1.0)
                    : List.of(number / 2, 1.0));
        } else if (type == Type.BOOL) {
            values.addAll(List.of(true, false));
        } else if (type == Type.TEXT) {
            collectTexts(routine.body(), parameter.slot(), values);
            if (values.isEmpty()) {
                values.addAll(PLAIN_TEXTS);
            }
        } else if (type == Type.TENSOR) {
            values.addAll(TENSORS);
        } else if (type instanceof Type.Function function && DrawnFunction.gives(function.result())) {
            for (int number = 0; number < FUNCTIONS; number++) {
                values.add(new DrawnFunction(number, function));
            }
        } else if (type instanceof Type.ListType list && list.element().resolved() instanceof Type.Function function
                && DrawnFunction.gives(function.result())) {
            values.addAll(List.of(List.of(new DrawnFunction(0, function)),
                    List.of(new DrawnFunction(1, function), new DrawnFunction(2, function))));
        } else if (parameter.defaultValue() == null && !(type instanceof Type.Nullable)) {
            throw new DecantException("no values are known to check the parameter `" + parameter.name() + ": "
                    + parameter.type() + "` with", "give it: `--" + parameter.name().replace('_', '-') + " VALUE`");
        }
        return new ParameterValues(parameter, values);
    }

    private static Object constant(Code code) {
        return switch (code) {
            case Code.Constant constant -> constant.value();
            case Code.Convert convert -> constant(convert.operand());
            case Code.Negate negate when constant(negate.operand()) instanceof Double number -> -number;
            case Code.Negate negate when constant(negate.operand()) instanceof Long number -> -number;
            case null, default -> null;
        };
    }

    /// The texts that the parameter is compared with.
    private static void collectTexts(Code code, int slot, Set<Object> texts) {
        switch (code) {
            case Code.Equal equal -> {
                if (reads(equal.left(), slot) && constant(equal.right()) instanceof String text) {
                    texts.add(text);
                } else if (reads(equal.right(), slot) && constant(equal.left()) instanceof String text) {
                    texts.add(text);
                }
            }
            case Code.Match match when reads(match.subject(), slot) -> match.arms().forEach(arm -> {
                if (arm.pattern() instanceof Matcher.EqualTo equal && equal.value().value() instanceof String text) {
                    texts.add(text);
                }
            });
            default -> { }
        }
        CodeWalker.children(code).forEach(child -> {
            if (child != null) {
                collectTexts(child, slot, texts);
            }
        });
    }

    private static boolean reads(Code code, int slot) {
        return code instanceof Code.Local local && local.slot() == slot;
    }

    /// The default that is too large to be checked with; null where there is none.
    Object leftOut() {
        Object known = constant(parameter.defaultValue());
        return isLarge(known) ? known : null;
    }

    boolean hasDefault() {
        return parameter.defaultValue() != null;
    }

    /// The default where it is written down, a small number instead of a large one; null where there is none or it is computed.
    Object defaultValue() {
        Object known = constant(parameter.defaultValue());
        return isLarge(known) ? (Object) INSTEAD : known;
    }

    private static boolean isLarge(Object value) {
        return value instanceof Long number && number > LARGE;
    }

    /// A value; null where the parameter is to have its default.
    Object draw(RandomGenerator random) {
        int option = random.nextInt(values.size() + (hasDefault() ? 1 : 0));
        return option < values.size() ? values.get(option) : null;
    }

    /// All of them, for a report.
    List<Object> all() {
        List<Object> all = new ArrayList<>(values);
        Object known = defaultValue();
        if (known != null && !all.contains(known)) {
            all.add(known);
        }
        return all;
    }
}
