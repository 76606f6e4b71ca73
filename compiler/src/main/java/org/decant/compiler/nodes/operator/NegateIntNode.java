package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.IntNode;
import org.decant.compiler.nodes.ScriptException;

/// `-a` of an Int.
public final class NegateIntNode extends IntNode {
    @Child private DecantNode operand;

    public NegateIntNode(DecantNode operand) {
        this.operand = operand;
    }

    @Override
    public long executeLong(VirtualFrame frame) {
        long value = operand.executeLong(frame);
        if (value == Long.MIN_VALUE) {
            throw ScriptException.at(this, "the negative of the smallest Int does not fit an Int",
                    "Ints have 64 bits; compute with Floats, such as `1.0 * x`");
        }
        return -value;
    }
}
