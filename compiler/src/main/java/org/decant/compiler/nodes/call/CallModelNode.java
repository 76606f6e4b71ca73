package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.Model;

/// `model(context)`: logits that stay pending until one of them is read.
public final class CallModelNode extends DecantNode {
    @Child private DecantNode model;
    @Child private DecantNode context;

    public CallModelNode(DecantNode model, DecantNode context) {
        this.model = model;
        this.context = context;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return call((Model) model.execute(frame), (Context) context.execute(frame));
    }

    @TruffleBoundary
    private Object call(Model called, Context at) {
        try {
            return called.logits(at);
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
