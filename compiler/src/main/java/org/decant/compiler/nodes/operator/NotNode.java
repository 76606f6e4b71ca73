package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;
import org.decant.compiler.nodes.DecantNode;

/// `not a`.
public final class NotNode extends BoolNode {
    @Child private DecantNode operand;

    public NotNode(DecantNode operand) {
        this.operand = operand;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return !operand.executeBoolean(frame);
    }
}
