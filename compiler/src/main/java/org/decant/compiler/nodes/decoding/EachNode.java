package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.data.Sequence;
import org.decant.runtime.run.Activation;

/// A builtin method whose block is run for every element of the receiver, as branches; the builtin then gets the list of
/// the block's values.
public final class EachNode extends DecantNode {
    private final Builtin builtin;
    private final Builtin.Implementation implementation;
    private final int blockIndex;
    @Children private final DecantNode[] arguments;
    @Child private DecantNode block;
    @Child private DecantNode prologue;
    @Child private BranchesNode branches;

    /// @param arguments the receiver and the rest, null in the block's place
    /// @param prologue  null where there is none
    public EachNode(Builtin builtin, DecantNode[] arguments, int blockIndex, DecantNode block, DecantNode prologue,
                    BranchesNode branches) {
        this.builtin = builtin;
        this.implementation = builtin.implementation();
        this.arguments = arguments;
        this.blockIndex = blockIndex;
        this.block = block;
        this.prologue = prologue;
        this.branches = branches;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Activation activation = CallArguments.activation(frame);
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] != null) {
                values[i] = arguments[i].execute(frame);
            }
        }
        Object function = block.execute(frame);
        Function issuing = prologue == null ? null : (Function) prologue.execute(frame);
        values[blockIndex] = Sequence.of(branches.execute(activation, function, issuing, values[0]));
        return call(activation, values);
    }

    @TruffleBoundary
    private Object call(Activation activation, Object[] values) {
        try {
            return implementation.call(activation, values);
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }

    @Override
    protected DecantNode given(String parameter) {
        int index = builtin.argument(parameter);
        return index < 0 ? null : arguments[index];
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
