package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;

/// A literal of the type Bool.
public final class BoolLiteralNode extends BoolNode {
    private final boolean value;

    public BoolLiteralNode(boolean value) {
        this.value = value;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return value;
    }
}
