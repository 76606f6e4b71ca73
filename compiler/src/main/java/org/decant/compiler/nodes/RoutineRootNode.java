package org.decant.compiler.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/// A strategy or function: takes its arguments or computes their defaults, then runs its body.
public final class RoutineRootNode extends DecantRootNode {
    @Children private final ParameterNode[] parameters;
    @Child private DecantNode body;

    public RoutineRootNode(TruffleLanguage<?> language, FrameDescriptor frame, CodeIdentity identity,
                           ParameterNode[] parameters, DecantNode body) {
        super(language, frame, identity);
        this.parameters = parameters;
        this.body = body;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        for (ParameterNode parameter : parameters) {
            parameter.execute(frame);
        }
        try {
            return body.execute(frame);
        } catch (ReturnException exception) {
            return exception.value();
        } catch (OutputFinishedException exception) {
            return null;
        }
    }
}
