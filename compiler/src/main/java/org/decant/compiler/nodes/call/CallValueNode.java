package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.Arrays;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.run.Activation;

/// A call of a value of a function type.
public final class CallValueNode extends DecantNode {
    @Child private DecantNode callee;
    @Children private final DecantNode[] arguments;
    @Child private DispatchNode dispatch = DispatchNodeGen.create();

    public CallValueNode(DecantNode callee, DecantNode[] arguments) {
        this.callee = callee;
        this.arguments = arguments;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Activation activation = CallArguments.activation(frame);
        CancelledException.check(activation, this);
        Object value = callee.execute(frame);
        Object[] captured = value instanceof Function function ? function.captured() : null;
        Object[] values = CallArguments.create(activation, captured, arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            values[CallArguments.PARAMETERS + i] = arguments[i].execute(frame);
        }
        try {
            if (value instanceof Function function) {
                return dispatch.execute(function.target(), values);
            }
            return callOfRuntime((FunctionValue) value, activation, values);
        } catch (StackOverflowError overflow) {
            CompilerDirectives.transferToInterpreter();
            throw ScriptException.recursion(value.toString(), this);
        }
    }

    /// A function that a builtin has made.
    @TruffleBoundary
    private Object callOfRuntime(FunctionValue value, Activation activation, Object[] values) {
        try {
            return value.call(activation, Arrays.copyOfRange(values, CallArguments.PARAMETERS, values.length));
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, this);
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
