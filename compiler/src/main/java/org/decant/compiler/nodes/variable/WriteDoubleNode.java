package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;

/// Assigns a variable of the type Float.
public final class WriteDoubleNode extends ActionNode {
    private final int slot;
    @Child private DecantNode value;

    public WriteDoubleNode(int slot, DecantNode value) {
        this.slot = slot;
        this.value = value;
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        frame.setDouble(slot, value.executeDouble(frame));
    }
}
