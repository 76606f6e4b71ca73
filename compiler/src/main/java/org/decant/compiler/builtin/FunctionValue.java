package org.decant.compiler.builtin;

import org.decant.runtime.run.Activation;

/// A function or block as a value, as builtins call it.
public interface FunctionValue {

    Object call(Activation activation, Object... arguments);

    /// How many arguments it takes.
    int arity();
}
