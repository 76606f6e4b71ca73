package org.decant.compiler.nodes.operator;

import org.decant.compiler.nodes.DecantNode;

/// `a + b` of Ints.
public final class AddIntNode extends IntOperationNode {

    public AddIntNode(DecantNode left, DecantNode right) {
        super("+", left, right);
    }

    @Override
    protected long apply(long a, long b) {
        return Math.addExact(a, b);
    }
}
