package org.decant.models.task.expression;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What can stand behind a point: `word.length`. Each belongs to one type and gives a value of one type.
public enum Member {
    LENGTH(Type.TEXT, "length", Type.INT, "the length of %s", value -> (long) text(value).length()),
    UPPER(Type.TEXT, "upper", Type.TEXT, "the capitals of %s", value -> text(value).toUpperCase(Locale.ROOT)),
    REVERSED(Type.TEXT, "reversed", Type.TEXT, "the reverse of %s",
            value -> new StringBuilder(text(value)).reverse().toString()),
    INITIAL(Type.TEXT, "initial", Type.TEXT, "the first letter of %s", value -> text(value).substring(0, 1)),
    SUM(Type.LIST, "sum", Type.INT, "the sum of %s", value -> list(value).stream().mapToLong(Long::longValue).sum()),
    MAX(Type.LIST, "max", Type.INT, "the largest of %s", value -> Collections.max(list(value))),
    MIN(Type.LIST, "min", Type.INT, "the smallest of %s", value -> Collections.min(list(value))),
    SIZE(Type.LIST, "size", Type.INT, "the size of %s", value -> (long) list(value).size()),
    FIRST(Type.LIST, "first", Type.INT, "the first of %s", value -> list(value).getFirst()),
    LAST(Type.LIST, "last", Type.INT, "the last of %s", value -> list(value).getLast()),
    SORTED(Type.LIST, "sorted", Type.LIST, "the sorted %s", value -> list(value).stream().sorted().toList()),
    DOUBLED(Type.INT, "doubled", Type.INT, "twice %s", value -> 2 * number(value)),
    SQUARED(Type.INT, "squared", Type.INT, "the square of %s", value -> number(value) * number(value)),
    SHOWN(Type.INT, "shown", Type.TEXT, "the text of %s", value -> Long.toString(number(value))),
    EVEN(Type.INT, "even", Type.BOOL, "%s is even", value -> number(value) % 2 == 0);

    private final Type owner;
    private final String written;
    private final Type result;
    private final String english;
    private final Function<Object, Object> function;

    Member(Type owner, String written, Type result, String english, Function<Object, Object> function) {
        this.owner = owner;
        this.written = written;
        this.result = result;
        this.english = english;
        this.function = function;
    }

    private static String text(Object value) {
        return (String) value;
    }

    private static long number(Object value) {
        return (Long) value;
    }

    @SuppressWarnings("unchecked") // lists of the language hold whole numbers only
    private static List<Long> list(Object value) {
        return (List<Long>) value;
    }

    /// The type of what stands before the point.
    public Type owner() {
        return owner;
    }

    /// The type of the result.
    public Type result() {
        return result;
    }

    /// The member's name.
    public String written() {
        return written;
    }

    /// In English: `the length of word`.
    public String english(String subject) {
        return english.formatted(subject);
    }

    Object of(Object value) {
        return function.apply(value);
    }

    /// The member that a type has under this name; null where it has none. Monitors ask for it at a point.
    public static Member named(Type owner, String name) {
        for (Member member : values()) {
            if (member.owner == owner && member.written.equals(name)) {
                return member;
            }
        }
        return null;
    }
}
