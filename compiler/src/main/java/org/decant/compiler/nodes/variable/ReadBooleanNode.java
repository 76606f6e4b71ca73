package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;

/// A variable of the type Bool.
public final class ReadBooleanNode extends BoolNode {
    private final int slot;

    public ReadBooleanNode(int slot) {
        this.slot = slot;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return frame.getBoolean(slot);
    }

    @Override
    protected int variable() {
        return slot;
    }
}
