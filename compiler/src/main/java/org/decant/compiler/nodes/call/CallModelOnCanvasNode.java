package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import java.util.List;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.Model;

/// `model(canvas)`: the logits by hole, which stay pending until one of them is read.
public final class CallModelOnCanvasNode extends DecantNode {
    @Child private DecantNode model;
    @Child private DecantNode canvas;

    public CallModelOnCanvasNode(DecantNode model, DecantNode canvas) {
        this.model = model;
        this.canvas = canvas;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return call((Model) model.execute(frame), (Canvas) canvas.execute(frame));
    }

    @TruffleBoundary
    private Object call(Model called, Canvas on) {
        try {
            List<Logits> scores = called.logits(on);
            OrderedMap<Long, Logits> byHole = OrderedMap.empty();
            int[] holes = on.holes();
            for (int i = 0; i < holes.length; i++) {
                byHole = byHole.with((long) holes[i], scores.get(i));
            }
            return byHole;
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
