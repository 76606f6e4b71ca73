package org.decant.compiler.nodes.pattern;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;

/// `let (a, b) = value`
public final class DestructureNode extends ActionNode {
    @Child private MatcherNode pattern;
    @Child private DecantNode value;

    public DestructureNode(MatcherNode pattern, DecantNode value) {
        this.pattern = pattern;
        this.value = value;
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        if (!pattern.executeMatch(frame, value.execute(frame))) {
            throw ScriptException.at(this, "the value cannot be taken apart: it, or a part of it, is null",
                    "test it first, or use `match`");
        }
    }
}
