package org.decant.compiler.nodes.operator;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.BoolNode;
import org.decant.compiler.nodes.DecantNode;

/// `a == b` of values that are objects, or null: equal parts make equal lists, maps, tuples and records.
public final class EqualNode extends BoolNode {
    @Child private DecantNode left;
    @Child private DecantNode right;

    public EqualNode(DecantNode left, DecantNode right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame) {
        Object a = left.execute(frame);
        Object b = right.execute(frame);
        return a == b || a != null && b != null && equal(a, b);
    }

    /// Values of Float compare as numbers, so that `Float?` compares as Float does.
    @TruffleBoundary
    public static boolean equal(Object a, Object b) {
        return a instanceof Double x && b instanceof Double y ? x.doubleValue() == y.doubleValue() : a.equals(b);
    }
}
