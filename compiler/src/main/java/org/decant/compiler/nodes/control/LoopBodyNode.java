package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RepeatingNode;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.value.CallArguments;

/// One round of a loop, with `continue`, `break` and cancelling.
public abstract class LoopBodyNode extends Node implements RepeatingNode {

    /// Runs the next round; false where there is none.
    protected abstract boolean executeRound(VirtualFrame frame);

    @Override
    public final boolean executeRepeating(VirtualFrame frame) {
        CancelledException.check(CallArguments.activation(frame), this);
        try {
            return executeRound(frame);
        } catch (ContinueException exception) {
            return true;
        } catch (BreakException exception) {
            return false;
        }
    }
}
