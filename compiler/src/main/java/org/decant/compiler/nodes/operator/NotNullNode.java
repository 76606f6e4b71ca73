package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;

/// A value that may be null where one is wanted that is not.
public final class NotNullNode extends DecantNode {
    @Child private DecantNode operand;

    public NotNullNode(DecantNode operand) {
        this.operand = operand;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object value = operand.execute(frame);
        if (value == null) {
            throw ScriptException.at(this, "there is no value here: it is null",
                    "test it with `if x != null { … }`, or give another value with `.or(…)`");
        }
        return value;
    }

    @Override
    protected int variable() {
        return variableOf(operand);
    }
}
