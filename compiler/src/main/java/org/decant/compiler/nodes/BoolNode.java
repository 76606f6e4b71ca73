package org.decant.compiler.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;

/// A construct whose value is a Bool.
public abstract class BoolNode extends DecantNode {

    @Override
    public abstract boolean executeBoolean(VirtualFrame frame);

    @Override
    public final Object execute(VirtualFrame frame) {
        return executeBoolean(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeBoolean(frame);
    }
}
