package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Collections;
import java.util.List;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.data.Sequence;

/// `fork(count) { … }`: the list of the values of as many branches of the block.
public final class ForkNode extends DecantNode {
    private static final int MOST_BRANCHES = 1 << 20;

    @Child private DecantNode count;
    @Child private DecantNode block;
    @Child private BranchesNode branches;

    public ForkNode(DecantNode count, DecantNode block, BranchesNode branches) {
        this.count = count;
        this.block = block;
        this.branches = branches;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        long wanted = count.executeLong(frame);
        if (wanted < 0 || wanted > MOST_BRANCHES) {
            throw wrongCount(wanted);
        }
        Function function = (Function) block.execute(frame);
        return Sequence.of(branches.execute(CallArguments.activation(frame), function, null, numbered((int) wanted)));
    }

    @TruffleBoundary
    private ScriptException wrongCount(long wanted) {
        return ScriptException.at(count, "`fork` is asked for " + wanted + " branches",
                wanted < 0 ? "give 0 or more" : "give at most " + MOST_BRANCHES);
    }

    @TruffleBoundary
    private static List<Object> numbered(int size) {
        return Collections.nCopies(size, null);
    }
}
