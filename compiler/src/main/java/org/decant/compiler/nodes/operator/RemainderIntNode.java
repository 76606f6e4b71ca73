package org.decant.compiler.nodes.operator;

import org.decant.compiler.nodes.DecantNode;

/// `a % b` of Ints; its sign is that of `a`.
public final class RemainderIntNode extends IntOperationNode {

    public RemainderIntNode(DecantNode left, DecantNode right) {
        super("%", left, right);
    }

    @Override
    protected long apply(long a, long b) {
        return a % b;
    }
}
