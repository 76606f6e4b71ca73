package org.decant.runtime.tensor.program;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The text form of programs: a line `%3: [vocabulary] = exp %2` for each value, inputs by their names, constants where they
/// are used, and the outputs last.
final class ProgramText {
    private final Map<Value, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private ProgramText() {
    }

    static String of(TensorProgram program) {
        return new ProgramText().write(program);
    }

    private String write(TensorProgram program) {
        for (Value input : program.inputs()) {
            String name = ((Operation.Input) input.operation()).name();
            int earlier = taken.merge(name, 1, Integer::sum);
            names.put(input, earlier == 1 ? name : name + "_" + earlier);
        }
        text.append("inputs ").append(program.inputs().stream().map(i -> names.get(i) + ": " + i.type())
                .collect(Collectors.joining(", "))).append('\n');
        int number = 0;
        for (Value value : program.values()) {
            switch (value.operation()) {
                case Operation.Input ignored -> { }
                case Operation.Constant constant -> names.put(value, number(constant.value()));
                default -> {
                    names.put(value, "%" + number++);
                    text.append(names.get(value)).append(": ").append(value.type()).append(" = ")
                            .append(value.operation().text());
                    value.operands().forEach(operand -> text.append(' ').append(names.get(operand)));
                    text.append('\n');
                }
            }
        }
        return text.append("outputs ").append(program.outputs().stream().map(names::get)
                .collect(Collectors.joining(", "))).append('\n').toString();
    }

    private static String number(double value) {
        return value == Double.NEGATIVE_INFINITY ? "-inf" : value == Double.POSITIVE_INFINITY ? "inf"
                : value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value)
                : Double.toString(value);
    }
}
