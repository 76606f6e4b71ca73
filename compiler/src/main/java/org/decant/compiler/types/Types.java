package org.decant.compiler.types;

import java.util.List;
import java.util.Map;

/// Relations between types: sameness with inference, and implicit conversions.
public final class Types {

    private Types() {
    }

    /// Whether the types are the same, binding inference variables to make them so.
    public static boolean same(Type left, Type right) {
        Type a = left.resolved();
        Type b = right.resolved();
        if (a == b || a == Type.UNKNOWN || b == Type.UNKNOWN) {
            return true;
        }
        if (a instanceof Type.Variable variable) {
            return bind(variable, b);
        }
        if (b instanceof Type.Variable variable) {
            return bind(variable, a);
        }
        return switch (a) {
            case Type.ListType list -> b instanceof Type.ListType other && same(list.element(), other.element());
            case Type.MapType map -> b instanceof Type.MapType other && same(map.key(), other.key())
                    && same(map.value(), other.value());
            case Type.QueueType queue -> b instanceof Type.QueueType other && same(queue.element(), other.element());
            case Type.Nullable nullable -> b instanceof Type.Nullable other && same(nullable.base(), other.base());
            case Type.Tuple tuple -> b instanceof Type.Tuple other && same(tuple.elements(), other.elements());
            case Type.Function function -> b instanceof Type.Function other
                    && same(function.parameters(), other.parameters()) && same(function.result(), other.result());
            default -> a.equals(b);
        };
    }

    private static boolean same(List<Type> left, List<Type> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean bind(Type.Variable variable, Type type) {
        if (occurs(variable, type) || type == Type.NOTHING || type == Type.NEVER) {
            return false;
        }
        variable.bind(type);
        return true;
    }

    private static boolean occurs(Type.Variable variable, Type type) {
        return switch (type.resolved()) {
            case Type.Variable other -> other == variable;
            case Type.ListType list -> occurs(variable, list.element());
            case Type.MapType map -> occurs(variable, map.key()) || occurs(variable, map.value());
            case Type.QueueType queue -> occurs(variable, queue.element());
            case Type.Nullable nullable -> occurs(variable, nullable.base());
            case Type.Tuple tuple -> tuple.elements().stream().anyMatch(e -> occurs(variable, e));
            case Type.Function function -> function.parameters().stream().anyMatch(p -> occurs(variable, p))
                    || occurs(variable, function.result());
            default -> false;
        };
    }

    /// `type` with the variables of `substitution` replaced.
    public static Type substitute(Type type, Map<? extends Type, Type> substitution) {
        Type replaced = substitution.get(type);
        if (replaced != null) {
            return replaced;
        }
        return switch (type) {
            case Type.ListType list -> new Type.ListType(substitute(list.element(), substitution));
            case Type.MapType map -> new Type.MapType(substitute(map.key(), substitution),
                    substitute(map.value(), substitution));
            case Type.QueueType queue -> new Type.QueueType(substitute(queue.element(), substitution));
            case Type.Nullable nullable -> new Type.Nullable(substitute(nullable.base(), substitution));
            case Type.Tuple tuple -> new Type.Tuple(tuple.elements().stream()
                    .map(e -> substitute(e, substitution)).toList());
            case Type.Function function -> new Type.Function(function.parameters().stream()
                    .map(p -> substitute(p, substitution)).toList(), substitute(function.result(), substitution));
            default -> type;
        };
    }

    /// Whether a variable is left unbound somewhere in the type.
    public static boolean open(Type type) {
        return switch (type.resolved()) {
            case Type.Variable ignored -> true;
            case Type.ListType list -> open(list.element());
            case Type.MapType map -> open(map.key()) || open(map.value());
            case Type.QueueType queue -> open(queue.element());
            case Type.Nullable nullable -> open(nullable.base());
            case Type.Tuple tuple -> tuple.elements().stream().anyMatch(Types::open);
            case Type.Function function -> function.parameters().stream().anyMatch(Types::open)
                    || open(function.result());
            default -> false;
        };
    }

    /// `type?`, which is `type` itself where that may be null already.
    public static Type nullable(Type type) {
        Type resolved = type.resolved();
        return resolved instanceof Type.Nullable || resolved == Type.UNKNOWN ? resolved : new Type.Nullable(resolved);
    }

    /// Whether values of the type are models.
    public static boolean model(Type type) {
        Type resolved = type.resolved();
        return resolved == Type.MODEL || resolved == Type.MASKED_MODEL;
    }

    /// Whether values are lists of models.
    public static boolean models(Type type) {
        return type.resolved() instanceof Type.ListType list && model(list.element());
    }

    /// The type without its null.
    public static Type plain(Type type) {
        Type resolved = type.resolved();
        return resolved instanceof Type.Nullable nullable ? nullable.base().resolved() : resolved;
    }

    public static boolean numeric(Type type) {
        Type resolved = type.resolved();
        return resolved == Type.INT || resolved == Type.FLOAT;
    }
}
