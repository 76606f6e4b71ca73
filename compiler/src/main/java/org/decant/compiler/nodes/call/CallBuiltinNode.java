package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.types.Type;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.run.Activation;

/// A call of a builtin. What it does is Java code that is compiled apart from the script.
public final class CallBuiltinNode extends DecantNode {
    private final Builtin builtin;
    private final Builtin.Implementation implementation;
    @Children private final DecantNode[] arguments;

    public CallBuiltinNode(Builtin builtin, DecantNode[] arguments) {
        this.builtin = builtin;
        this.implementation = builtin.implementation();
        this.arguments = arguments;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            values[i] = arguments[i].execute(frame);
        }
        return call(this, implementation, CallArguments.activation(frame), values);
    }

    @TruffleBoundary
    static Object call(DecantNode node, Builtin.Implementation implementation, Activation activation, Object[] values) {
        try {
            return implementation.call(activation, values);
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, node);
        }
    }

    /// Of a truth value it is the first argument that was looked at: that is what a condition is about.
    @Override
    protected DecantNode given(String parameter) {
        int index = builtin.argument(parameter);
        if (index < 0) {
            return null;
        }
        boolean condition = builtin.receiver() == null && builtin.parameters().get(index).type() == Type.BOOL;
        return condition ? firstArgument(arguments[index]) : arguments[index];
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
