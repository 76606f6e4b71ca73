package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;

/// Assigns a variable of any type but Int, Float and Bool.
public final class WriteObjectNode extends ActionNode {
    private final int slot;
    @Child private DecantNode value;

    public WriteObjectNode(int slot, DecantNode value) {
        this.slot = slot;
        this.value = value;
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        frame.setObject(slot, value.execute(frame));
    }
}
