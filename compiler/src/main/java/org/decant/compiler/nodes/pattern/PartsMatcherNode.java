package org.decant.compiler.nodes.pattern;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;

/// `(a, b)` and `Name(a, b)`: a pattern for each part of a tuple or record. The checker has seen to it that the value is
/// such a tuple or record, or null.
public final class PartsMatcherNode extends MatcherNode {
    private final boolean record;
    @Children private final MatcherNode[] parts;

    /// @param record whether the value is a record, and not a tuple
    public PartsMatcherNode(boolean record, MatcherNode[] parts) {
        this.record = record;
        this.parts = parts;
    }

    @Override
    @ExplodeLoop
    public boolean executeMatch(VirtualFrame frame, Object value) {
        if (value == null) {
            return false;
        }
        Object[] values = record ? ((RecordValue) value).values() : ((Tuple) value).elements();
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].executeMatch(frame, values[i])) {
                return false;
            }
        }
        return true;
    }
}
