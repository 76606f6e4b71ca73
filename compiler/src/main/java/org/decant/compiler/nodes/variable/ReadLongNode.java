package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.IntNode;

/// A variable of the type Int.
public final class ReadLongNode extends IntNode {
    private final int slot;

    public ReadLongNode(int slot) {
        this.slot = slot;
    }

    @Override
    public long executeLong(VirtualFrame frame) {
        return frame.getLong(slot);
    }

    @Override
    protected int variable() {
        return slot;
    }
}
