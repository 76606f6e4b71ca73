package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.model.Model;

/// `model(tree)`: the logits at every node, the root included, all pending so that they share one pass.
public final class CallModelOnTreeNode extends DecantNode {
    @Child private DecantNode model;
    @Child private DecantNode tree;

    public CallModelOnTreeNode(DecantNode model, DecantNode tree) {
        this.model = model;
        this.tree = tree;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return call((Model) model.execute(frame), (Tree) tree.execute(frame));
    }

    @TruffleBoundary
    private Object call(Model called, Tree over) {
        try {
            // Issued first: a view may have to read scores of its model to answer, and those should share the pass.
            called.issue(over.root().context());
            for (Node node : over.nodes()) {
                called.issue(node.context());
            }
            OrderedMap<Node, Logits> logits = OrderedMap.<Node, Logits>empty()
                    .with(over.root(), called.logits(over.root().context()));
            for (Node node : over.nodes()) {
                logits = logits.with(node, called.logits(node.context()));
            }
            return logits;
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
