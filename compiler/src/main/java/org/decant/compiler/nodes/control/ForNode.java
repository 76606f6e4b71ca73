package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.LoopNode;
import java.util.List;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.pattern.MatcherNode;

/// `for pattern in sequence { … }`
public final class ForNode extends ActionNode {
    private final int listSlot;
    private final int indexSlot;
    @Child private DecantNode sequence;
    @Child private LoopNode loop;

    /// @param listSlot  a slot of its own for the list
    /// @param indexSlot a slot of its own for the place of the next element
    /// @param variables what a round starts from; see [LoopBodyNode]
    public ForNode(MatcherNode pattern, DecantNode sequence, DecantNode body, int listSlot, int indexSlot,
                   LoopVariables variables) {
        this.listSlot = listSlot;
        this.indexSlot = indexSlot;
        this.sequence = sequence;
        this.loop = Truffle.getRuntime().createLoopNode(new Round(pattern, body, listSlot, indexSlot, variables));
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        frame.setObject(listSlot, sequence.execute(frame));
        frame.setInt(indexSlot, 0);
        loop.execute(frame);
    }

    private static final class Round extends LoopBodyNode {
        private final int listSlot;
        private final int indexSlot;
        @Child private MatcherNode pattern;
        @Child private DecantNode body;

        Round(MatcherNode pattern, DecantNode body, int listSlot, int indexSlot, LoopVariables variables) {
            super(variables);
            this.pattern = pattern;
            this.body = body;
            this.listSlot = listSlot;
            this.indexSlot = indexSlot;
        }

        @Override
        protected boolean executeRound(VirtualFrame frame) {
            Object list = frame.getObject(listSlot);
            int index = frame.getInt(indexSlot);
            if (index >= size(list)) {
                return false;
            }
            frame.setInt(indexSlot, index + 1);
            pattern.executeMatch(frame, element(list, index));
            body.executeVoid(frame);
            return true;
        }

        @TruffleBoundary
        private static int size(Object list) {
            return ((List<?>) list).size();
        }

        @TruffleBoundary
        private static Object element(Object list, int index) {
            return ((List<?>) list).get(index);
        }
    }
}
