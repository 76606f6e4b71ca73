package org.decant.compiler.builtin;

import java.util.List;
import java.util.Set;
import org.decant.compiler.types.Type;
import org.decant.runtime.run.Activation;

/// A function, method, property or named value that the runtime gives to scripts. One name may have several, which differ
/// in their parameter types.
///
/// @param kind           how it is written
/// @param name           its name
/// @param typeParameters the variables of its types, replaced at each call
/// @param receiver       the type a method or property belongs to; null for functions and values
/// @param parameters     without the receiver
/// @param result         what it gives
/// @param documentation  one or two sentences for the language reference
/// @param effects        what a call may do
/// @param implementation called with the receiver (if any) and the arguments
public record Builtin(Kind kind, String name, List<Type.Variable> typeParameters, Type receiver,
                      List<BuiltinParameter> parameters, Type result, String documentation, Set<Effect> effects,
                      Implementation implementation, String signature) {

    public enum Kind {
        /// `name(arguments)`, or `value |> name(more)`
        FUNCTION,
        /// `receiver.name(arguments)`
        METHOD,
        /// `receiver.name`
        PROPERTY,
        /// `name`
        VALUE
    }

    public enum Effect { CALLS_MODEL, DRAWS }

    /// @param perElement   whether it is a block that is run for every element of the receiver: the implementation gets
    ///                     the list of the block's values in its place. Such blocks are branches.
    /// @param defaultValue null where it must be given (a default may be [#NULL_DEFAULT])
    public record BuiltinParameter(String name, Type type, boolean perElement, Object defaultValue) {
        /// Stands for the default value null.
        public static final Object NULL_DEFAULT = new Object();
    }

    /// What a builtin does. Arguments and results are: Int Long, Float Double, Bool Boolean, Text String, List
    /// java.util.List, Map [org.decant.runtime.data.OrderedMap], tuple [org.decant.runtime.data.Tuple], function
    /// [FunctionValue], null null, and the runtime's classes by their names. Errors are DecantExceptions without a
    /// place; the caller adds it.
    @FunctionalInterface
    public interface Implementation {
        Object call(Activation activation, Object[] arguments);
    }

    /// The place of a parameter among the arguments, the receiver counted; -1 where there is none of that name.
    public int argument(String parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(parameter)) {
                return receiver == null ? i : i + 1;
            }
        }
        return -1;
    }

    public boolean has(Effect effect) {
        return effects.contains(effect);
    }
}
