package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.nodes.ControlFlowException;

/// Leaves the innermost loop.
final class BreakException extends ControlFlowException {
    private static final long serialVersionUID = 1;
    static final BreakException INSTANCE = new BreakException();

    private BreakException() {
    }
}
