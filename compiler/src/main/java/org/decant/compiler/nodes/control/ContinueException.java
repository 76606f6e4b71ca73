package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.nodes.ControlFlowException;

/// Goes on with the next round of the innermost loop.
final class ContinueException extends ControlFlowException {
    private static final long serialVersionUID = 1;
    static final ContinueException INSTANCE = new ContinueException();

    private ContinueException() {
    }
}
