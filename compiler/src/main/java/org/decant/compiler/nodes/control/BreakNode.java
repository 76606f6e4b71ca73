package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;

/// `break`
public final class BreakNode extends ActionNode {

    @Override
    public void executeVoid(VirtualFrame frame) {
        throw BreakException.INSTANCE;
    }
}
