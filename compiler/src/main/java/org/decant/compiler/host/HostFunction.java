package org.decant.compiler.host;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.compiler.types.Type;
import org.decant.compiler.value.Display;
import org.decant.compiler.value.RuntimeType;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.run.Activation;

/// A Java function that is given for a parameter of a function type. Branches call it from their own threads.
///
/// @param parameter the parameter's name
/// @param type      the parameter's type
/// @param values    turns what the Java function gives into a value of the language
/// @param function  called with the arguments as the language has them
record HostFunction(String parameter, Type.Function type, Function<Object, Object> values,
                    BiFunction<Object, Object, Object> function, int arity) implements FunctionValue {

    /// `value` as a function of the language where it is a [Function] or [BiFunction] and the parameter's type is a function;
    /// otherwise as it is.
    static Object of(Object value, String parameter, Type type, Function<Object, Object> values) {
        if (!((type instanceof Type.Nullable nullable ? nullable.base() : type).resolved() instanceof Type.Function wanted)) {
            return value;
        }
        return switch (value) {
            case Function<?, ?> one -> new HostFunction(parameter, wanted, values, (argument, none) -> apply(one, argument), 1);
            case BiFunction<?, ?, ?> two -> new HostFunction(parameter, wanted, values,
                    (left, right) -> apply(two, left, right), 2);
            case null, default -> value;
        };
    }

    @SuppressWarnings("unchecked")
    private static Object apply(Function<?, ?> function, Object argument) {
        return ((Function<Object, Object>) function).apply(argument);
    }

    @SuppressWarnings("unchecked")
    private static Object apply(BiFunction<?, ?, ?> function, Object left, Object right) {
        return ((BiFunction<Object, Object, Object>) function).apply(left, right);
    }

    @Override
    public Object call(Activation activation, Object... arguments) {
        Object result = values.apply(function.apply(arguments[0], arity == 2 ? arguments[1] : null));
        Object fitted = RuntimeType.fit(result, type.result());
        if (fitted == RuntimeType.MISFIT) {
            throw new DecantException("the function given for `" + parameter + "` gives " + Display.line(result)
                    + ", of the type " + RuntimeType.nameOf(result) + ", not " + type.result(),
                    "let it give a value of the type " + type.result());
        }
        return fitted;
    }

    @Override
    public String toString() {
        return "function " + parameter;
    }
}
