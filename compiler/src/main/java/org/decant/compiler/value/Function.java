package org.decant.compiler.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.interop.TruffleObject;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.runtime.run.Activation;

/// A function or block as a value: its code and, for a block, what it captured.
public final class Function implements FunctionValue, TruffleObject {
    private final RootCallTarget target;
    private final Object[] captured;
    private final int arity;
    private final boolean draws;

    /// @param captured the values of the variables around it when it was made; null for a function
    /// @param draws    whether it may make random choices
    public Function(RootCallTarget target, Object[] captured, int arity, boolean draws) {
        this.target = target;
        this.captured = captured;
        this.arity = arity;
        this.draws = draws;
    }

    public RootCallTarget target() {
        return target;
    }

    public Object[] captured() {
        return captured;
    }

    @Override
    public int arity() {
        return arity;
    }

    public boolean draws() {
        return draws;
    }

    @Override
    @TruffleBoundary
    public Object call(Activation activation, Object... arguments) {
        return target.call(CallArguments.of(activation, captured, arguments));
    }

    public String name() {
        return target.getRootNode().getName();
    }

    @Override
    public String toString() {
        return "function " + name();
    }
}
