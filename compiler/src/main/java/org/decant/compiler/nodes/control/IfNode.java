package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.profiles.CountingConditionProfile;
import org.decant.compiler.nodes.DecantNode;

/// `if condition { … } else { … }`
public final class IfNode extends DecantNode {
    private final CountingConditionProfile profile = CountingConditionProfile.create();
    @Child private DecantNode condition;
    @Child private DecantNode then;
    @Child private DecantNode otherwise;

    public IfNode(DecantNode condition, DecantNode then, DecantNode otherwise) {
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
    }

    private boolean test(VirtualFrame frame) {
        return profile.profile(condition.executeBoolean(frame));
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return test(frame) ? then.execute(frame) : otherwise.execute(frame);
    }

    @Override
    public long executeLong(VirtualFrame frame) {
        return test(frame) ? then.executeLong(frame) : otherwise.executeLong(frame);
    }

    @Override
    public double executeDouble(VirtualFrame frame) {
        return test(frame) ? then.executeDouble(frame) : otherwise.executeDouble(frame);
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        return test(frame) ? then.executeBoolean(frame) : otherwise.executeBoolean(frame);
    }

    @Override
    public void executeVoid(VirtualFrame frame) {
        if (test(frame)) {
            then.executeVoid(frame);
        } else {
            otherwise.executeVoid(frame);
        }
    }
}
