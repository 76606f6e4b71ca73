package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;

/// Calls code that is known only when the call is made: remembers the few targets that a place has called, so that they
/// can be inlined there.
public abstract class DispatchNode extends Node {

    public abstract Object execute(RootCallTarget target, Object[] arguments);

    @Specialization(guards = "target == known", limit = "3")
    static Object direct(@SuppressWarnings("unused") RootCallTarget target, Object[] arguments,
                         @Cached("target") @SuppressWarnings("unused") RootCallTarget known,
                         @Cached("create(known)") DirectCallNode call) {
        return call.call(arguments);
    }

    @Specialization(replaces = "direct")
    static Object indirect(RootCallTarget target, Object[] arguments, @Cached IndirectCallNode call) {
        return call.call(target, arguments);
    }
}
