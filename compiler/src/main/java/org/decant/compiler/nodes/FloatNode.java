package org.decant.compiler.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;

/// A construct whose value is a Float.
public abstract class FloatNode extends DecantNode {

    @Override
    public abstract double executeDouble(VirtualFrame frame);

    @Override
    public final Object execute(VirtualFrame frame) {
        return executeDouble(frame);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        executeDouble(frame);
    }
}
