package org.decant.compiler.nodes.pattern;

import com.oracle.truffle.api.frame.VirtualFrame;

/// `_`
public final class AnythingMatcherNode extends MatcherNode {

    @Override
    public boolean executeMatch(VirtualFrame frame, Object value) {
        return true;
    }
}
