package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.FloatNode;

/// A literal of the type Float.
public final class FloatLiteralNode extends FloatNode {
    private final double value;

    public FloatLiteralNode(double value) {
        this.value = value;
    }

    @Override
    public double executeDouble(VirtualFrame frame) {
        return value;
    }
}
