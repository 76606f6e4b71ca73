package org.decant.contracts;

import java.util.List;
import java.util.SplittableRandom;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.run.Activation;
import org.decant.runtime.vocabulary.Token;

/// A function that a parameter is given in a check, such as a reward: what it gives is drawn once for each argument. The same
/// number is the same function in every run.
///
/// @param number which function
/// @param type   its parameters and result
record DrawnFunction(int number, Type.Function type) implements FunctionValue {
    private static final int MOST = 4;

    /// Whether functions of such a result can be drawn.
    static boolean gives(Type result) {
        return result.resolved() == Type.FLOAT || result.resolved() == Type.INT || result.resolved() == Type.BOOL;
    }

    /// A Float from -1 to 1, an Int from 0 to 3, or a Bool.
    @Override
    public Object call(Activation activation, Object... arguments) {
        long key = number;
        for (Object argument : arguments) {
            key = 31 * key + key(argument);
        }
        SplittableRandom random = new SplittableRandom(key);
        Type result = type.result().resolved();
        if (result == Type.FLOAT) {
            return 2 * random.nextDouble() - 1;
        }
        return result == Type.INT ? (Object) random.nextLong(MOST) : (Object) random.nextBoolean();
    }

    /// The same for equal arguments of other sessions.
    private static long key(Object argument) {
        return switch (argument) {
            case Token token -> token.id() + 1;
            case Context context -> key(context.tokens());
            case List<?> list -> {
                long key = list.size();
                for (Object element : list) {
                    key = 31 * key + key(element);
                }
                yield key;
            }
            case null -> 0;
            case Object other -> other.hashCode();
        };
    }

    @Override
    public int arity() {
        return type.parameters().size();
    }

    @Override
    public String toString() {
        return "drawn function " + number;
    }
}
