package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.runtime.data.RecordValue;

/// `record.field`
public final class RecordFieldNode extends DecantNode {
    private final int index;
    @Child private DecantNode receiver;

    public RecordFieldNode(DecantNode receiver, int index) {
        this.receiver = receiver;
        this.index = index;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return ((RecordValue) receiver.execute(frame)).values()[index];
    }
}
