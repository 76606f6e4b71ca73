package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.data.Sequence;

/// `parallel for x in xs { … }`: the list of the block's values.
public final class ParallelForNode extends DecantNode {
    @Child private DecantNode sequence;
    @Child private DecantNode block;
    @Child private DecantNode prologue;
    @Child private BranchesNode branches;

    /// @param prologue null where there is none
    public ParallelForNode(DecantNode sequence, DecantNode block, DecantNode prologue, BranchesNode branches) {
        this.sequence = sequence;
        this.block = block;
        this.prologue = prologue;
        this.branches = branches;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object elements = sequence.execute(frame);
        Function function = (Function) block.execute(frame);
        Function issuing = prologue == null ? null : (Function) prologue.execute(frame);
        return Sequence.of(branches.execute(CallArguments.activation(frame), function, issuing, elements));
    }
}
