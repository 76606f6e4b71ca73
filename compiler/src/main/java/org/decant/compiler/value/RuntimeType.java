package org.decant.compiler.value;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.PriorityQueue;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Sequence;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Rule;
import org.decant.runtime.draft.Shape;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.draft.Verified;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.MaskedModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;

/// Whether a value is of a type, where that is known only while a script runs: arguments of a strategy that is a value,
/// and arguments that a program gives.
public final class RuntimeType {
    /// Given for a value that is not of the type.
    public static final Object MISFIT = new Object();

    private RuntimeType() {
    }

    /// `value` as one of `type`, with the conversions that scripts make too (Int to Float, Node to Context), also inside
    /// lists, maps and tuples; [#MISFIT] where it cannot be one. Java's Integer and Float count as Int and Float.
    public static Object fit(Object value, Type type) {
        return switch (type.resolved()) {
            case Type.Nullable nullable -> value == null ? null : fit(value, nullable.base());
            case Type.ListType list -> value instanceof List<?> elements ? list(elements, list.element()) : MISFIT;
            case Type.MapType map -> value instanceof OrderedMap<?, ?> entries ? map(entries, map) : MISFIT;
            case Type.QueueType ignored -> value instanceof PriorityQueue<?> ? value : MISFIT;
            case Type.Tuple tuple -> value instanceof Tuple given ? tuple(given, tuple.elements()) : MISFIT;
            case Type.Function function -> value instanceof FunctionValue callable
                    && callable.arity() == function.parameters().size() ? value : MISFIT;
            case Type.Record record -> value instanceof RecordValue given && given.name().equals(record.name())
                    && given.values().length == record.fields().size() ? value : MISFIT;
            case Type.Variable ignored -> value;
            case Type.Opaque opaque -> opaque(value, opaque);
        };
    }

    private static Object opaque(Object value, Type.Opaque type) {
        if (type == Type.FLOAT) {
            return value instanceof Double ? value : value instanceof Long || value instanceof Integer
                    || value instanceof Float ? (Object) ((Number) value).doubleValue() : MISFIT;
        }
        if (type == Type.INT) {
            return value instanceof Long ? value : value instanceof Integer small ? (Object) small.longValue() : MISFIT;
        }
        if (type == Type.CONTEXT && value instanceof Node node) {
            return node.context();
        }
        if (type == Type.MODEL && value instanceof Model) {
            return value;
        }
        return type == Type.UNKNOWN || value != null && nameOf(value).equals(type.name()) ? value : MISFIT;
    }

    private static boolean isMasked(Object value) {
        return value instanceof Batcher batcher && batcher.forwardModel() instanceof MaskedModel;
    }

    private static Object list(List<?> elements, Type type) {
        Object[] fitted = new Object[elements.size()];
        boolean same = true;
        for (int i = 0; i < fitted.length; i++) {
            Object element = elements.get(i);
            fitted[i] = fit(element, type);
            if (fitted[i] == MISFIT) {
                return MISFIT;
            }
            same &= fitted[i] == element;
        }
        return same ? elements : Sequence.of(fitted);
    }

    private static Object map(OrderedMap<?, ?> entries, Type.MapType type) {
        OrderedMap<Object, Object> fitted = OrderedMap.empty();
        for (Tuple entry : entries.entries()) {
            Object key = fit(entry.get(0), type.key());
            Object value = fit(entry.get(1), type.value());
            if (key == MISFIT || value == MISFIT) {
                return MISFIT;
            }
            fitted = fitted.with(key, value);
        }
        return fitted;
    }

    private static Object tuple(Tuple given, List<Type> types) {
        if (given.elements().length != types.size()) {
            return MISFIT;
        }
        List<Object> fitted = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Object element = fit(given.get(i), types.get(i));
            if (element == MISFIT) {
                return MISFIT;
            }
            fitted.add(element);
        }
        return new Tuple(fitted.toArray());
    }

    /// The name of the value's type as scripts write it, as far as the value alone tells.
    public static String nameOf(Object value) {
        return switch (value) {
            case null -> "null";
            case Long ignored -> "Int";
            case Integer ignored -> "Int";
            case Double ignored -> "Float";
            case Float ignored -> "Float";
            case Boolean ignored -> "Bool";
            case String ignored -> "Text";
            case Token ignored -> "Token";
            case Context ignored -> "Context";
            case Logits ignored -> "Logits";
            case Dist ignored -> "Dist";
            case Tensor ignored -> "Tensor";
            case Tree ignored -> "Tree";
            case Node ignored -> "Node";
            case Verified ignored -> "Verified";
            case Model ignored -> isMasked(value) ? "MaskedModel" : "Model";
            case Shape ignored -> "Shape";
            case Rule ignored -> "Rule";
            case StrategyValue ignored -> "Strategy";
            case FunctionValue ignored -> "function";
            case List<?> list -> list.isEmpty() ? "List" : list.getFirst() instanceof Token ? "Tokens"
                    : "List<" + nameOf(list.getFirst()) + ">";
            case OrderedMap<?, ?> ignored -> "Map";
            case PriorityQueue<?> ignored -> "Queue";
            case Tuple ignored -> "tuple";
            case RecordValue record -> record.name();
            default -> namedByClass(value.getClass());
        };
    }

    /// Opaque types have the name of the runtime's class or interface.
    private static String namedByClass(Class<?> type) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (implemented.getName().startsWith("org.decant.")) {
                return implemented.getSimpleName();
            }
        }
        Class<?> base = type.getSuperclass();
        return base == null || base == Object.class || base == Record.class ? type.getSimpleName() : namedByClass(base);
    }
}
