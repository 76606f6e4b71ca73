package org.decant.compiler.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.nodes.pattern.MatcherNode;
import org.decant.compiler.value.Display;

/// `match subject { pattern if guard -> … }`: the value of the first arm that fits.
public final class MatchNode extends DecantNode {
    @Child private DecantNode subject;
    @Children private final MatcherNode[] patterns;
    @Children private final DecantNode[] guards;
    @Children private final DecantNode[] bodies;

    /// @param guards null for an arm without one
    public MatchNode(DecantNode subject, MatcherNode[] patterns, DecantNode[] guards, DecantNode[] bodies) {
        this.subject = subject;
        this.patterns = patterns;
        this.guards = guards;
        this.bodies = bodies;
    }

    private boolean fits(VirtualFrame frame, int arm, Object value) {
        return patterns[arm].executeMatch(frame, value) && (guards[arm] == null || guards[arm].executeBoolean(frame));
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Object value = subject.execute(frame);
        for (int arm = 0; arm < patterns.length; arm++) {
            if (fits(frame, arm, value)) {
                return bodies[arm].execute(frame);
            }
        }
        throw noArm(value);
    }

    @Override
    @ExplodeLoop
    public void executeVoid(VirtualFrame frame) {
        Object value = subject.execute(frame);
        for (int arm = 0; arm < patterns.length; arm++) {
            if (fits(frame, arm, value)) {
                bodies[arm].executeVoid(frame);
                return;
            }
        }
        throw noArm(value);
    }

    @TruffleBoundary
    private ScriptException noArm(Object value) {
        return ScriptException.at(this, "no arm of this `match` fits " + Display.line(value),
                "add an arm for all other values: `_ -> …`");
    }
}
