package org.decant.compiler.nodes;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.value.CallArguments;

/// A block: takes what it captured and its parameters into its own frame, then runs its body.
public final class BlockRootNode extends DecantRootNode {
    @CompilationFinal(dimensions = 1) private final int[] capturedSlots;
    @CompilationFinal(dimensions = 1) private final FrameLayout.Kind[] capturedKinds;
    @Children private final ParameterNode[] parameters;
    @Child private DecantNode body;

    public BlockRootNode(TruffleLanguage<?> language, FrameDescriptor frame, CodeIdentity identity, int[] capturedSlots,
                         FrameLayout.Kind[] capturedKinds, ParameterNode[] parameters, DecantNode body) {
        super(language, frame, identity);
        this.capturedSlots = capturedSlots;
        this.capturedKinds = capturedKinds;
        this.parameters = parameters;
        this.body = body;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        if (capturedSlots.length > 0) {
            Object[] captured = CallArguments.captured(frame);
            for (int i = 0; i < capturedSlots.length; i++) {
                Slots.set(frame, capturedSlots[i], capturedKinds[i], captured[i]);
            }
        }
        for (ParameterNode parameter : parameters) {
            parameter.execute(frame);
        }
        try {
            return body.execute(frame);
        } catch (OutputFinishedException exception) {
            // only branches that would give what they wrote are left this way
            return CallArguments.activation(frame).output().written();
        }
    }
}
