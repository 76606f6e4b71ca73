package org.decant.compiler.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.value.CallArguments;

/// Moves an argument into its slot, or the parameter's default where the argument was left out.
public final class ParameterNode extends Node {
    private final int index;
    private final int slot;
    private final FrameLayout.Kind kind;
    @Child private DecantNode defaultValue;

    /// @param index        the parameter's place among the parameters
    /// @param defaultValue null where the argument is always given
    public ParameterNode(int index, int slot, FrameLayout.Kind kind, DecantNode defaultValue) {
        this.index = index;
        this.slot = slot;
        this.kind = kind;
        this.defaultValue = defaultValue;
    }

    void execute(VirtualFrame frame) {
        Object value = frame.getArguments()[CallArguments.PARAMETERS + index];
        if (defaultValue != null && value == CallArguments.ABSENT) {
            value = defaultValue.execute(frame);
        }
        Slots.set(frame, slot, kind, value);
    }
}
