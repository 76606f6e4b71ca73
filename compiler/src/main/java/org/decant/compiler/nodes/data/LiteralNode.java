package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;

/// A value known before the script runs: a text, `null`, a strategy, a block that captures nothing.
public final class LiteralNode extends DecantNode {
    private final Object value;

    public LiteralNode(Object value) {
        this.value = value;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return value;
    }
}
