package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.LoopNode;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.control.LoopBodyNode;
import org.decant.compiler.nodes.control.LoopVariables;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.run.Output;

/// `generate { … }`: appends the block's value until the output takes no more.
public final class GenerateNode extends ActionNode {
    @Child private LoopNode loop;

    /// @param variables what a round starts from; see [LoopBodyNode]
    public GenerateNode(Written written, DecantNode body, LoopVariables variables) {
        this.loop = Truffle.getRuntime().createLoopNode(new Round(written, body, variables));
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        if (!finished(CallArguments.activation(frame).output())) {
            loop.execute(frame);
        }
    }

    @TruffleBoundary
    private static boolean finished(Output output) {
        return output.finished();
    }

    private static final class Round extends LoopBodyNode {
        private final Written written;
        @Child private DecantNode body;

        Round(Written written, DecantNode body, LoopVariables variables) {
            super(variables);
            this.written = written;
            this.body = body;
        }

        @Override
        protected boolean executeRound(VirtualFrame frame) {
            Object value = body.execute(frame);
            return !written.append(CallArguments.activation(frame), value, body);
        }
    }
}
