package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.IntNode;

/// A literal of the type Int.
public final class IntLiteralNode extends IntNode {
    private final long value;

    public IntLiteralNode(long value) {
        this.value = value;
    }

    @Override
    public long executeLong(VirtualFrame frame) {
        return value;
    }
}
