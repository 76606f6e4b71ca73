package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.LoopNode;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;

/// `for i in from .. to { … }`, without making the list of the numbers.
public final class ForRangeNode extends ActionNode {
    private final int nextSlot;
    private final int endSlot;
    @Child private DecantNode from;
    @Child private DecantNode to;
    @Child private LoopNode loop;

    /// @param slot     the variable's slot, -1 where it is ignored
    /// @param nextSlot a slot of its own for the next number
    /// @param endSlot  a slot of its own for the number after the last
    /// @param variables what a round starts from; see [LoopBodyNode]
    public ForRangeNode(int slot, DecantNode from, DecantNode to, DecantNode body, int nextSlot, int endSlot,
                        LoopVariables variables) {
        this.nextSlot = nextSlot;
        this.endSlot = endSlot;
        this.from = from;
        this.to = to;
        this.loop = Truffle.getRuntime().createLoopNode(new Round(slot, body, nextSlot, endSlot, variables));
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        frame.setLong(nextSlot, from.executeLong(frame));
        frame.setLong(endSlot, to.executeLong(frame));
        loop.execute(frame);
    }

    private static final class Round extends LoopBodyNode {
        private final int slot;
        private final int nextSlot;
        private final int endSlot;
        @Child private DecantNode body;

        Round(int slot, DecantNode body, int nextSlot, int endSlot, LoopVariables variables) {
            super(variables);
            this.slot = slot;
            this.body = body;
            this.nextSlot = nextSlot;
            this.endSlot = endSlot;
        }

        @Override
        protected boolean executeRound(VirtualFrame frame) {
            long next = frame.getLong(nextSlot);
            if (next >= frame.getLong(endSlot)) {
                return false;
            }
            frame.setLong(nextSlot, next + 1);
            if (slot >= 0) {
                frame.setLong(slot, next);
            }
            body.executeVoid(frame);
            return true;
        }
    }
}
