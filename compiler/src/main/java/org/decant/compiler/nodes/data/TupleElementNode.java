package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.runtime.data.Tuple;

/// A part of a tuple.
public final class TupleElementNode extends DecantNode {
    private final int index;
    @Child private DecantNode receiver;

    public TupleElementNode(DecantNode receiver, int index) {
        this.receiver = receiver;
        this.index = index;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return ((Tuple) receiver.execute(frame)).elements()[index];
    }
}
