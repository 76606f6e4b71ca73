package org.decant.compiler.nodes.operator;

import org.decant.compiler.nodes.DecantNode;

/// `a * b` of Ints.
public final class MultiplyIntNode extends IntOperationNode {

    public MultiplyIntNode(DecantNode left, DecantNode right) {
        super("*", left, right);
    }

    @Override
    protected long apply(long a, long b) {
        return Math.multiplyExact(a, b);
    }
}
