package org.decant.compiler.nodes.operator;

import org.decant.compiler.nodes.DecantNode;

/// `a - b` of Ints.
public final class SubtractIntNode extends IntOperationNode {

    public SubtractIntNode(DecantNode left, DecantNode right) {
        super("-", left, right);
    }

    @Override
    protected long apply(long a, long b) {
        return Math.subtractExact(a, b);
    }
}
