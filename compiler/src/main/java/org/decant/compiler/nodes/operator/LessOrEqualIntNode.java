package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;
import org.decant.compiler.nodes.DecantNode;

/// `a <= b` of Ints.
public final class LessOrEqualIntNode extends BoolNode {
    @Child private DecantNode left;
    @Child private DecantNode right;

    public LessOrEqualIntNode(DecantNode left, DecantNode right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return left.executeLong(frame) <= right.executeLong(frame);
    }
}
