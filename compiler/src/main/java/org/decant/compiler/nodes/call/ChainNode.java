package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.tensor.ChainRunner;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.run.Activation;

/// A tensor chain: its leaves are evaluated, then one program computes the rest. Where it declines, the steps are taken one by
/// one, with the leaves' values as they are.
public final class ChainNode extends DecantNode {
    private final ChainRunner runner;
    @Children private final DecantNode[] leaves;
    private final int[] slots;
    @Child private DecantNode steps;

    /// @param slots for the leaves' values
    /// @param steps the same expression on what is in the slots
    public ChainNode(ChainRunner runner, DecantNode[] leaves, int[] slots, DecantNode steps) {
        this.runner = runner;
        this.leaves = leaves;
        this.slots = slots;
        this.steps = steps;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Object[] values = new Object[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            values[i] = leaves[i].execute(frame);
        }
        Object result = run(CallArguments.activation(frame), values);
        return result != null ? result : oneByOne(frame, values);
    }

    @ExplodeLoop
    private Object oneByOne(VirtualFrame frame, Object[] values) {
        for (int i = 0; i < slots.length; i++) {
            frame.setObject(slots[i], values[i]);
        }
        try {
            return steps.execute(frame);
        } finally {
            // what is in slots counts as the state of a loop around
            for (int slot : slots) {
                frame.setObject(slot, null);
            }
        }
    }

    @TruffleBoundary
    private Object run(Activation activation, Object[] values) {
        try {
            return runner.run(activation.draws(), values);
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
