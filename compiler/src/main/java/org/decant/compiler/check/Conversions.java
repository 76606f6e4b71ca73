package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.typed.Code;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;

/// The implicit conversions: Int to Float, Node to Context, MaskedModel to Model, `T` to `T?`; inside list and tuple literals too.
final class Conversions {

    private Conversions() {
    }

    /// `code` as a value of `wanted`, converted where needed; null where it cannot be one.
    static Code convert(Code code, Type wanted) {
        Type from = code.type().resolved();
        Type to = wanted.resolved();
        if (from == Type.UNKNOWN || to == Type.UNKNOWN || from == Type.NEVER) {
            return code;
        }
        if (from == Type.NOTHING) {
            return to == Type.NOTHING ? code : null;
        }
        if (from == Type.INT && to == Type.FLOAT) {
            return code instanceof Code.Constant constant
                    ? new Code.Constant(((Long) constant.value()).doubleValue(), Type.FLOAT, code.span())
                    : new Code.Convert(Code.Conversion.INT_TO_FLOAT, code, Type.FLOAT, code.span());
        }
        if (from == Type.NODE && to == Type.CONTEXT) {
            return new Code.Convert(Code.Conversion.NODE_TO_CONTEXT, code, Type.CONTEXT, code.span());
        }
        if (from == Type.MASKED_MODEL && to == Type.MODEL) {
            return code;
        }
        if (to instanceof Type.Nullable nullable && !(from instanceof Type.Nullable)
                && !(from instanceof Type.Variable)) {
            return convert(code, nullable.base());
        }
        if (code instanceof Code.MakeList literal && to instanceof Type.ListType list) {
            List<Code> elements = convertAll(literal.elements(), list.element());
            return elements == null ? null : new Code.MakeList(elements, to, code.span());
        }
        if (code instanceof Code.MakeTuple literal && to instanceof Type.Tuple tuple
                && tuple.elements().size() == literal.elements().size()) {
            List<Code> elements = new ArrayList<>();
            for (int i = 0; i < literal.elements().size(); i++) {
                Code element = convert(literal.elements().get(i), tuple.elements().get(i));
                if (element == null) {
                    return null;
                }
                elements.add(element);
            }
            return new Code.MakeTuple(elements, to, code.span());
        }
        return possible(from, to) && Types.same(from, to) ? code : null;
    }

    private static List<Code> convertAll(List<Code> elements, Type wanted) {
        List<Code> converted = new ArrayList<>(elements.size());
        for (Code element : elements) {
            Code one = convert(element, wanted);
            if (one == null) {
                return null;
            }
            converted.add(one);
        }
        return converted;
    }

    /// Whether a value of `from` could stand where one of `to` is wanted, as far as known; binds nothing.
    static boolean possible(Type from, Type to) {
        return cost(from, to) >= 0;
    }

    /// How much must be converted: 0 for the same type, 1 for a conversion, -1 where it is not possible. Binds nothing.
    static int cost(Type fromType, Type toType) {
        Type from = fromType.resolved();
        Type to = toType.resolved();
        if (from == to || from == Type.UNKNOWN || to == Type.UNKNOWN || from == Type.NEVER) {
            return 0;
        }
        if (from == Type.NOTHING || to == Type.NOTHING) {
            return -1;
        }
        if (from instanceof Type.Variable || to instanceof Type.Variable) {
            return to instanceof Type.Variable ? 1 : 0;
        }
        if (from == Type.INT && to == Type.FLOAT || from == Type.NODE && to == Type.CONTEXT
                || from == Type.MASKED_MODEL && to == Type.MODEL) {
            return 2;
        }
        if (to instanceof Type.Nullable nullable) {
            if (from instanceof Type.Nullable other) {
                return cost(other.base(), nullable.base());
            }
            int inner = cost(from, nullable.base());
            return inner < 0 ? -1 : inner + 1;
        }
        return switch (from) {
            case Type.ListType list -> to instanceof Type.ListType other ? cost(list.element(), other.element()) : -1;
            case Type.MapType map -> to instanceof Type.MapType other
                    ? both(cost(map.key(), other.key()), cost(map.value(), other.value())) : -1;
            case Type.QueueType queue -> to instanceof Type.QueueType other ? cost(queue.element(), other.element()) : -1;
            case Type.Tuple tuple -> to instanceof Type.Tuple other && tuple.elements().size() == other.elements().size()
                    ? sum(tuple.elements(), other.elements()) : -1;
            case Type.Function function -> to instanceof Type.Function other
                    && function.parameters().size() == other.parameters().size()
                    ? both(sum(function.parameters(), other.parameters()), cost(function.result(), other.result())) : -1;
            default -> from.equals(to) ? 0 : -1;
        };
    }

    private static int sum(List<Type> from, List<Type> to) {
        int sum = 0;
        for (int i = 0; i < from.size(); i++) {
            sum = both(sum, cost(from.get(i), to.get(i)));
        }
        return sum;
    }

    private static int both(int left, int right) {
        return left < 0 || right < 0 ? -1 : left + right;
    }

    /// The type of what is either a `left` or a `right`; null where they have nothing in common.
    static Type join(Type left, Type right) {
        Type a = left.resolved();
        Type b = right.resolved();
        if (a == Type.NEVER || a == Type.UNKNOWN) {
            return b;
        }
        if (b == Type.NEVER || b == Type.UNKNOWN) {
            return a;
        }
        if (a == Type.NOTHING || b == Type.NOTHING) {
            return a == b ? a : null;
        }
        if (Types.numeric(a) && Types.numeric(b)) {
            return a == b ? a : Type.FLOAT;
        }
        if (a == Type.NODE && b == Type.CONTEXT || a == Type.CONTEXT && b == Type.NODE) {
            return Type.CONTEXT;
        }
        if (a != b && Types.model(a) && Types.model(b)) {
            return Type.MODEL;
        }
        if (a instanceof Type.Nullable || b instanceof Type.Nullable) {
            Type joined = join(a instanceof Type.Nullable nullable ? nullable.base() : a,
                    b instanceof Type.Nullable nullable ? nullable.base() : b);
            return joined == null ? null : Types.nullable(joined);
        }
        return possible(a, b) && Types.same(a, b) ? a : null;
    }
}
