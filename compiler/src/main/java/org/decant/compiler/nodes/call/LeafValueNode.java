package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;

/// The value of a chain's leaf, which was evaluated before.
public final class LeafValueNode extends DecantNode {
    private final int slot;
    private final int variable;

    /// @param leaf what computed it
    public LeafValueNode(int slot, DecantNode leaf) {
        this.slot = slot;
        this.variable = variableOf(leaf);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return frame.getObject(slot);
    }

    @Override
    protected int variable() {
        return variable;
    }
}
