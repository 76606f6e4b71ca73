package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.FloatNode;

/// A variable of the type Float.
public final class ReadDoubleNode extends FloatNode {
    private final int slot;

    public ReadDoubleNode(int slot) {
        this.slot = slot;
    }

    @Override
    public double executeDouble(VirtualFrame frame) {
        return frame.getDouble(slot);
    }

    @Override
    protected int variable() {
        return slot;
    }
}
