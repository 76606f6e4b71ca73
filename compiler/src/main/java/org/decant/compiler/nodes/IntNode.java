package org.decant.compiler.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;

/// A construct whose value is an Int.
public abstract class IntNode extends DecantNode {

    @Override
    public abstract long executeLong(VirtualFrame frame);

    @Override
    public final Object execute(VirtualFrame frame) {
        return executeLong(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeLong(frame);
    }
}
