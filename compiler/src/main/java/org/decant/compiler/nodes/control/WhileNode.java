package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.LoopNode;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;

/// `while condition { … }`
public final class WhileNode extends ActionNode {
    @Child private LoopNode loop;

    /// @param variables what a round starts from; see [LoopBodyNode]
    public WhileNode(DecantNode condition, DecantNode body, LoopVariables variables) {
        this.loop = Truffle.getRuntime().createLoopNode(new Round(condition, body, variables));
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        loop.execute(frame);
    }

    private static final class Round extends LoopBodyNode {
        @Child private DecantNode condition;
        @Child private DecantNode body;

        Round(DecantNode condition, DecantNode body, LoopVariables variables) {
            super(variables);
            this.condition = condition;
            this.body = body;
        }

        @Override
        protected boolean executeRound(VirtualFrame frame) {
            if (!condition.executeBoolean(frame)) {
                return false;
            }
            body.executeVoid(frame);
            return true;
        }
    }
}
