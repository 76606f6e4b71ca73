package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.IntNode;
import org.decant.compiler.nodes.ScriptException;

/// An operation on two Ints. Results that need more than 64 bits are errors, never wrapped.
public abstract class IntOperationNode extends IntNode {
    private final String symbol;
    @Child private DecantNode left;
    @Child private DecantNode right;

    protected IntOperationNode(String symbol, DecantNode left, DecantNode right) {
        this.symbol = symbol;
        this.left = left;
        this.right = right;
    }

    /// @throws ArithmeticException where the result does not fit or there is none
    protected abstract long apply(long a, long b);

    @Override
    public final long executeLong(VirtualFrame frame) {
        long a = left.executeLong(frame);
        long b = right.executeLong(frame);
        try {
            return apply(a, b);
        } catch (ArithmeticException exception) {
            throw failed(a, b);
        }
    }

    @TruffleBoundary
    private ScriptException failed(long a, long b) {
        String operation = "`" + a + " " + symbol + " " + b + "`";
        return b == 0 && symbol.equals("%")
                ? ScriptException.at(this, "remainder by zero: " + operation, "test that the right side is not 0 first")
                : ScriptException.at(this, "the result of " + operation + " does not fit an Int",
                        "Ints have 64 bits; compute with Floats, such as `1.0 * x`");
    }
}
