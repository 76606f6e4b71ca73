package org.decant.compiler.nodes.pattern;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.Slots;
import org.decant.compiler.typed.FrameLayout;

/// A name: takes the value, unless it is null and the name's type has no null.
public final class BindMatcherNode extends MatcherNode {
    private final int slot;
    private final FrameLayout.Kind kind;
    private final boolean nullable;

    public BindMatcherNode(int slot, FrameLayout.Kind kind, boolean nullable) {
        this.slot = slot;
        this.kind = kind;
        this.nullable = nullable;
    }

    @Override
    public boolean executeMatch(VirtualFrame frame, Object value) {
        if (value == null && !nullable) {
            return false;
        }
        Slots.set(frame, slot, kind, value);
        return true;
    }
}
