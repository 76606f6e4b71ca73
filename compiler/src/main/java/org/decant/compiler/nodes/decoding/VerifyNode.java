package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.draft.Rule;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.draft.Verification;
import org.decant.runtime.draft.Verified;
import org.decant.runtime.model.Model;
import org.decant.runtime.run.Activation;
import org.decant.runtime.trace.TraceEvent;

/// `verify tree with model by rule`: scores the whole tree in one pass and accepts a path of it.
public final class VerifyNode extends DecantNode {
    @Child private DecantNode tree;
    @Child private DecantNode model;
    @Child private DecantNode rule;

    public VerifyNode(DecantNode tree, DecantNode model, DecantNode rule) {
        this.tree = tree;
        this.model = model;
        this.rule = rule;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return verify((Tree) tree.execute(frame), (Model) model.execute(frame), rule.execute(frame),
                CallArguments.activation(frame));
    }

    @TruffleBoundary
    private Object verify(Tree drafted, Model target, Object by, Activation activation) {
        try {
            Verified verified = Verification.verify(drafted, target, (Rule) by, activation.draws(), activation.run().draftCost());
            if (activation.trace() != null) {
                activation.trace().tell(new TraceEvent.Judged(activation.output().context(), target.name(), verified));
            }
            return verified;
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }
}
