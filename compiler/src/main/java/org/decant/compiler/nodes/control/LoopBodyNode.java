package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RepeatingNode;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.run.Activation;

/// One round of a loop, with `continue`, `break` and cancelling.
public abstract class LoopBodyNode extends Node implements RepeatingNode {
    private final LoopVariables variables;
    @CompilationFinal private boolean followed;

    /// @param variables what a round starts from, where the loop and its variables tell all that is still to come; null
    ///                  otherwise
    protected LoopBodyNode(LoopVariables variables) {
        this.variables = variables;
    }

    /// Runs the next round; false where there is none.
    protected abstract boolean executeRound(VirtualFrame frame);

    @Override
    public final boolean executeRepeating(VirtualFrame frame) {
        Activation activation = CallArguments.activation(frame);
        CancelledException.check(activation, this);
        if (variables != null && activation.run().roundsFollowed()) {
            if (!followed) { // other runs' code need not have it
                CompilerDirectives.transferToInterpreterAndInvalidate();
                followed = true;
            }
            variables.tell(activation, frame.materialize());
        }
        try {
            return executeRound(frame);
        } catch (ContinueException exception) {
            return true;
        } catch (BreakException exception) {
            return false;
        }
    }
}
