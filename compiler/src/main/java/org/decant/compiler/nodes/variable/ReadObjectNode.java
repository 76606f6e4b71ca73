package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;

/// A variable of any type but Int, Float and Bool.
public final class ReadObjectNode extends DecantNode {
    private final int slot;

    public ReadObjectNode(int slot) {
        this.slot = slot;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return frame.getObject(slot);
    }

    @Override
    protected int variable() {
        return slot;
    }
}
