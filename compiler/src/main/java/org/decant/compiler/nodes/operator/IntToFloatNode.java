package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.FloatNode;

/// An Int where a Float is wanted.
public final class IntToFloatNode extends FloatNode {
    @Child private DecantNode operand;

    public IntToFloatNode(DecantNode operand) {
        this.operand = operand;
    }

    @Override
    public double executeDouble(VirtualFrame frame) {
        return operand.executeLong(frame);
    }

    @Override
    protected int variable() {
        return variableOf(operand);
    }
}
