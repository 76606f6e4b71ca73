package org.decant.compiler.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;

/// A construct without a value.
public abstract class ActionNode extends DecantNode {

    @Override
    public abstract void executeVoid(VirtualFrame frame);

    @Override
    public final Object execute(VirtualFrame frame) {
        executeVoid(frame);
        return null;
    }
}
