package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.runtime.draft.Node;

/// A node of a draft tree where a Context is wanted: the tree's context and the tokens down to the node.
public final class NodeToContextNode extends DecantNode {
    @Child private DecantNode operand;

    public NodeToContextNode(DecantNode operand) {
        this.operand = operand;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return ((Node) operand.execute(frame)).context();
    }
}
