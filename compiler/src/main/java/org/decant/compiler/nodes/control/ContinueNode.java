package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;

/// `continue`
public final class ContinueNode extends ActionNode {

    @Override
    public void executeVoid(VirtualFrame frame) {
        throw ContinueException.INSTANCE;
    }
}
