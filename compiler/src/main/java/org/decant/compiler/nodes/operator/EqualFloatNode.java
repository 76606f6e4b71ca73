package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;
import org.decant.compiler.nodes.DecantNode;

/// `a == b` of Floats: not-a-number equals nothing, 0.0 equals -0.0.
public final class EqualFloatNode extends BoolNode {
    @Child private DecantNode left;
    @Child private DecantNode right;

    public EqualFloatNode(DecantNode left, DecantNode right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return left.executeDouble(frame) == right.executeDouble(frame);
    }
}
