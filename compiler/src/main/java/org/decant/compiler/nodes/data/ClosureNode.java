package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.Slots;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.value.Function;

/// A block as a value: copies the variables that it reads from around it.
public final class ClosureNode extends DecantNode {
    private final RootCallTarget target;
    @CompilationFinal(dimensions = 1) private final int[] slots;
    @CompilationFinal(dimensions = 1) private final FrameLayout.Kind[] kinds;
    private final int arity;
    private final boolean draws;

    /// @param slots the captured variables in the frame around
    /// @param draws whether the block may make random choices
    public ClosureNode(RootCallTarget target, int[] slots, FrameLayout.Kind[] kinds, int arity, boolean draws) {
        this.target = target;
        this.slots = slots;
        this.kinds = kinds;
        this.arity = arity;
        this.draws = draws;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return new Function(target, capture(frame), arity, draws);
    }

    /// The values that the block reads, in the order its code takes them.
    @ExplodeLoop
    public Object[] capture(VirtualFrame frame) {
        Object[] captured = new Object[slots.length];
        for (int i = 0; i < slots.length; i++) {
            captured[i] = Slots.get(frame, slots[i], kinds[i]);
        }
        return captured;
    }
}
