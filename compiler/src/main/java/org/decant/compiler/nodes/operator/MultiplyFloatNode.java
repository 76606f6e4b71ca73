package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.FloatNode;

/// `a * b` of Floats, as IEEE 754 has it.
public final class MultiplyFloatNode extends FloatNode {
    @Child private DecantNode left;
    @Child private DecantNode right;

    public MultiplyFloatNode(DecantNode left, DecantNode right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public double executeDouble(VirtualFrame frame) {
        return left.executeDouble(frame) * right.executeDouble(frame);
    }
}
