package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.List;
import org.decant.compiler.nodes.DecantNode;
import org.decant.runtime.data.RecordValue;

/// `Name(a, b)`: a value of a declared record.
public final class MakeRecordNode extends DecantNode {
    private final String name;
    private final List<String> names;
    @Children private final DecantNode[] fields;

    /// @param names the names of the fields: the same list for every value of the record
    public MakeRecordNode(String name, List<String> names, DecantNode[] fields) {
        this.name = name;
        this.names = names;
        this.fields = fields;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = fields[i].execute(frame);
        }
        return new RecordValue(name, names, values);
    }
}
