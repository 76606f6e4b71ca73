package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.nodes.DecantNode;
import org.decant.runtime.data.Tuple;

/// `(a, b)`
public final class MakeTupleNode extends DecantNode {
    @Children private final DecantNode[] elements;

    public MakeTupleNode(DecantNode[] elements) {
        this.elements = elements;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Object[] values = new Object[elements.length];
        for (int i = 0; i < elements.length; i++) {
            values[i] = elements[i].execute(frame);
        }
        return new Tuple(values);
    }
}
