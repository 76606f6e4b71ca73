package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ReturnException;

/// `return value`
public final class ReturnNode extends ActionNode {
    @Child private DecantNode value;

    /// @param value null for a bare `return`
    public ReturnNode(DecantNode value) {
        this.value = value;
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        throw new ReturnException(value == null ? null : value.execute(frame));
    }
}
