package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;
import org.decant.compiler.nodes.DecantNode;

/// `a or b`; `b` is computed only where `a` is false.
public final class OrNode extends BoolNode {
    @Child private DecantNode left;
    @Child private DecantNode right;

    public OrNode(DecantNode left, DecantNode right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return left.executeBoolean(frame) || right.executeBoolean(frame);
    }
}
