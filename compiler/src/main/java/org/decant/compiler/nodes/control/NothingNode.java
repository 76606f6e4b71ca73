package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;

/// An empty block.
public final class NothingNode extends ActionNode {

    @Override
    public void executeVoid(VirtualFrame frame) {
        // does nothing
    }
}
