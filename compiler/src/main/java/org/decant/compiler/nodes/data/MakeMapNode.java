package org.decant.compiler.nodes.data;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.nodes.DecantNode;
import org.decant.runtime.data.OrderedMap;

/// `[a -> b, c -> d]`. Of two equal keys the later one's value holds.
public final class MakeMapNode extends DecantNode {
    @Children private final DecantNode[] keys;
    @Children private final DecantNode[] values;

    public MakeMapNode(DecantNode[] keys, DecantNode[] values) {
        this.keys = keys;
        this.values = values;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        OrderedMap<Object, Object> map = OrderedMap.empty();
        for (int i = 0; i < keys.length; i++) {
            Object key = keys[i].execute(frame);
            map = with(map, key, values[i].execute(frame));
        }
        return map;
    }

    @TruffleBoundary
    private static OrderedMap<Object, Object> with(OrderedMap<Object, Object> map, Object key, Object value) {
        return map.with(key, value);
    }
}
