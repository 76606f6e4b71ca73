package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.List;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.Sequence;
import org.decant.runtime.draft.Growth;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Shape;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.run.Activation;
import org.decant.runtime.trace.TraceEvent;

/// `draft shape from context { at -> proposal }`: grows a tree level by level, all nodes of a level asked in one pass.
public final class DraftNode extends DecantNode {
    @Child private DecantNode shape;
    @Child private DecantNode from;
    @Child private DecantNode block;
    @Child private DecantNode prologue;
    @Child private BranchesNode branches;

    /// @param prologue null where there is none
    public DraftNode(DecantNode shape, DecantNode from, DecantNode block, DecantNode prologue, BranchesNode branches) {
        this.shape = shape;
        this.from = from;
        this.block = block;
        this.prologue = prologue;
        this.branches = branches;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Activation activation = CallArguments.activation(frame);
        Object wanted = shape.execute(frame);
        Context start = (Context) from.execute(frame);
        Function function = (Function) block.execute(frame);
        Function issuing = prologue == null ? null : (Function) prologue.execute(frame);
        Growth growth = begin(wanted, start, activation);
        List<Node> frontier = frontier(growth);
        while (frontier != null) {
            CancelledException.check(activation, this);
            frontier = grow(growth, branches.execute(activation, function, issuing, frontier));
        }
        return tree(growth, activation);
    }

    @TruffleBoundary
    private Growth begin(Object wanted, Context start, Activation activation) {
        try {
            return ((Shape) wanted).begin(start, activation.draws());
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, shape);
        }
    }

    /// The nodes to ask next; null where the tree is done.
    @TruffleBoundary
    private static List<Node> frontier(Growth growth) {
        List<Node> frontier = growth.frontier();
        return frontier.isEmpty() ? null : frontier;
    }

    @TruffleBoundary
    private List<Node> grow(Growth growth, Object[] proposals) {
        try {
            growth.proposals(Sequence.of(proposals));
            return frontier(growth);
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }

    @TruffleBoundary
    private static Object tree(Growth growth, Activation activation) {
        Tree tree = growth.tree();
        if (activation.trace() != null) {
            activation.trace().tell(new TraceEvent.Drafted(activation.output().context(), tree));
        }
        return tree;
    }
}
