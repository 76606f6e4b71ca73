package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.nodes.DecantNode;

/// Steps in order; the value is that of the last one.
public final class SequenceNode extends DecantNode {
    @Children private final DecantNode[] steps;
    @Child private DecantNode last;

    public SequenceNode(DecantNode[] steps, DecantNode last) {
        this.steps = steps;
        this.last = last;
    }

    @ExplodeLoop
    private void executeSteps(VirtualFrame frame) {
        for (DecantNode step : steps) {
            step.executeVoid(frame);
        }
    }

    @Override
    public Object execute(VirtualFrame frame) {
        executeSteps(frame);
        return last.execute(frame);
    }

    @Override
    public long executeLong(VirtualFrame frame) {
        executeSteps(frame);
        return last.executeLong(frame);
    }

    @Override
    public double executeDouble(VirtualFrame frame) {
        executeSteps(frame);
        return last.executeDouble(frame);
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        executeSteps(frame);
        return last.executeBoolean(frame);
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        executeSteps(frame);
        last.executeVoid(frame);
    }
}
