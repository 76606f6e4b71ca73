package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;
import org.decant.compiler.nodes.DecantNode;

/// `a <= b` of Floats.
public final class LessOrEqualFloatNode extends BoolNode {
    @Child private DecantNode left;
    @Child private DecantNode right;

    public LessOrEqualFloatNode(DecantNode left, DecantNode right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return left.executeDouble(frame) <= right.executeDouble(frame);
    }
}
