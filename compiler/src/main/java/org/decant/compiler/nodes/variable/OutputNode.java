package org.decant.compiler.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.value.CallArguments;

/// `output`: the context that the strategy has written so far.
public final class OutputNode extends DecantNode {

    @Override
    public Object execute(VirtualFrame frame) {
        return CallArguments.activation(frame).output().context();
    }
}
