package org.decant.runtime.tensor.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Kernels for people.
final class KernelText {
    private final StringBuilder text = new StringBuilder();
    private final Set<String> known = new HashSet<>();

    private KernelText() {
    }

    static String of(Kernel kernel) {
        KernelText text = new KernelText();
        text.text.append("kernel ").append(kernel.name()).append(", ")
                .append(kernel.threads().stream().map(Count::toString).collect(Collectors.joining(" + ")))
                .append(kernel.threads().equals(List.of(Count.of(1))) ? " thread {\n" : " threads {\n");
        text.block(kernel.body(), "  ");
        return text.text.append("}\n").toString();
    }

    private void block(List<Statement> statements, String indent) {
        for (Statement statement : statements) {
            text.append(indent);
            switch (statement) {
                case Statement.Set set -> text.append(known.add(set.variable().name()) ? type(set.variable().kind()) + " " : "")
                        .append(set.variable().name()).append(" = ").append(text(set.value())).append('\n');
                case Statement.Write write -> text.append(write.array().name()).append('[').append(text(write.index())).append("] = ")
                        .append(text(write.value())).append('\n');
                case Statement.If one -> {
                    text.append("if (").append(text(one.condition())).append(") {\n");
                    block(one.then(), indent + "  ");
                    if (!one.otherwise().isEmpty()) {
                        text.append(indent).append("} else {\n");
                        block(one.otherwise(), indent + "  ");
                    }
                    text.append(indent).append("}\n");
                }
                case Statement.While loop -> {
                    text.append("while (").append(loop.conditions().stream().map(KernelText::text).collect(Collectors.joining(" && ")))
                            .append(") {\n");
                    block(loop.body(), indent + "  ");
                    text.append(indent).append("}\n");
                }
            }
        }
    }

    private static String type(Expression.Kind kind) {
        return switch (kind) {
            case WHOLE -> "int";
            case FLOAT -> "float";
            case DOUBLE -> "double";
        };
    }

    private static String text(Expression.Condition condition) {
        String sign = switch (condition.comparison()) {
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case EQUAL -> " == ";
            case NOT_EQUAL -> " != ";
        };
        return text(condition.left()) + sign + text(condition.right());
    }

    private static String text(Expression expression) {
        return switch (expression) {
            case Expression.Number number -> number.value() == Double.NEGATIVE_INFINITY ? "-inf"
                    : number.value() == Double.POSITIVE_INFINITY ? "inf" : Double.toString(number.value());
            case Expression.Single number -> number.value() + "f";
            case Expression.Whole whole -> Integer.toString(whole.value());
            case Expression.Thread ignored -> "thread";
            case Expression.Variable variable -> variable.name();
            case Expression.Read read -> read.array().name() + "[" + text(read.index()) + "]";
            case Expression.Arithmetic both -> operand(both.left()) + switch (both.operator()) {
                case ADD -> " + ";
                case SUBTRACT -> " - ";
                case MULTIPLY -> " * ";
                case DIVIDE -> " / ";
                case REMAINDER -> " % ";
                case AND -> " & ";
                case SHIFT_LEFT -> " << ";
                case SHIFT_RIGHT -> " >> ";
            } + operand(both.right());
            case Expression.Call call -> call.function().name().toLowerCase(Locale.ROOT) + "(" + text(call.x()) + ")";
            case Expression.Convert convert -> type(convert.kind()) + "(" + text(convert.x()) + ")";
        };
    }

    private static String operand(Expression expression) {
        return expression instanceof Expression.Arithmetic ? "(" + text(expression) + ")" : text(expression);
    }
}
