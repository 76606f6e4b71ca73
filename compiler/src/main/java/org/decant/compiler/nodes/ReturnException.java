package org.decant.compiler.nodes;

import com.oracle.truffle.api.nodes.ControlFlowException;

/// Leaves a strategy or function with a value.
public final class ReturnException extends ControlFlowException {
    private static final long serialVersionUID = 1;
    private final transient Object value;

    public ReturnException(Object value) {
        this.value = value;
    }

    Object value() {
        return value;
    }
}
