package org.decant.compiler.nodes.pattern;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.operator.EqualNode;

/// A literal.
public final class EqualMatcherNode extends MatcherNode {
    private final Object expected;

    public EqualMatcherNode(Object expected) {
        this.expected = expected;
    }

    @Override
    public boolean executeMatch(VirtualFrame frame, Object value) {
        return value == expected || value != null && expected != null && EqualNode.equal(value, expected);
    }
}
