package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.ActionNode;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.OutputFinishedException;
import org.decant.compiler.value.CallArguments;

/// `emit tokens`. When the output takes no more, a strategy that has nothing to give but what it wrote is over; one that
/// returns a value goes on, its writing ignored, until it returns.
public final class EmitNode extends ActionNode {
    private final Written written;
    private final boolean endsBody;
    @Child private DecantNode value;

    /// @param endsBody whether the strategy or branch is over when the output is finished
    public EmitNode(Written written, DecantNode value, boolean endsBody) {
        this.written = written;
        this.value = value;
        this.endsBody = endsBody;
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        Object tokens = value.execute(frame);
        if (written.append(CallArguments.activation(frame), tokens, this) && endsBody) {
            throw OutputFinishedException.INSTANCE;
        }
    }
}
