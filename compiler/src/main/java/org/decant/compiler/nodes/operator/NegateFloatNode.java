package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.FloatNode;

/// `-a` of a Float.
public final class NegateFloatNode extends FloatNode {
    @Child private DecantNode operand;

    public NegateFloatNode(DecantNode operand) {
        this.operand = operand;
    }

    @Override
    public double executeDouble(VirtualFrame frame) {
        return -operand.executeDouble(frame);
    }
}
