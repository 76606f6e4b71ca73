package org.decant.compiler.nodes;

import com.oracle.truffle.api.nodes.ControlFlowException;

/// Leaves a strategy or branch whose output takes no more tokens and that has nothing else to give.
public final class OutputFinishedException extends ControlFlowException {
    private static final long serialVersionUID = 1;
    public static final OutputFinishedException INSTANCE = new OutputFinishedException();

    private OutputFinishedException() {
    }
}
