package org.decant.models.task.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.decant.models.world.Choices;
import org.decant.models.world.World;

/// The variables of a program and their types, in order.
public record Variables(Map<String, Type> types) {
    private static final int TESTS = 8;
    private static final Map<Type, List<String>> NAMES = Map.of(
            Type.INT, List.of("n", "m", "k", "age", "price", "count"),
            Type.TEXT, List.of("word", "name", "line", "title", "city"),
            Type.LIST, List.of("xs", "ys", "points", "prices", "ages"));

    /// Two to four variables.
    static Variables draw(Choices choices) {
        Map<String, Type> types = new LinkedHashMap<>();
        int count = choices.between(2, 4);
        while (types.size() < count) {
            Type type = choices.any(List.of(Type.INT, Type.TEXT, Type.LIST));
            types.put(choices.phrasing(NAMES.get(type)), type);
        }
        return new Variables(types);
    }

    /// Reads `word: Text, n: Int`.
    public static Variables parse(String text) {
        Map<String, Type> types = new LinkedHashMap<>();
        for (String variable : text.split(", ")) {
            String[] sides = variable.split(": ");
            types.put(sides[0], Type.named(sides[1]));
        }
        return new Variables(types);
    }

    /// Values to test programs with, the same for the same variables.
    public List<Map<String, Object>> tests() {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (int test = 0; test < TESTS; test++) {
            Choices choices = Choices.of(0, toString(), test);
            Map<String, Object> values = new LinkedHashMap<>();
            types.forEach((name, type) -> values.put(name, value(type, choices)));
            tests.add(values);
        }
        return tests;
    }

    private static Object value(Type type, Choices choices) {
        return switch (type) {
            case INT -> (long) choices.between(1, 20);
            case TEXT -> choices.word(World.nouns("toy")).one();
            case BOOL -> choices.flip(0.5);
            case LIST -> {
                List<Long> list = new ArrayList<>();
                for (int length = choices.between(2, 5); length > 0; length--) {
                    list.add((long) choices.between(1, 20));
                }
                yield List.copyOf(list);
            }
        };
    }

    @Override
    public String toString() {
        return types.entrySet().stream().map(variable -> variable.getKey() + ": " + variable.getValue())
                .collect(Collectors.joining(", "));
    }
}
