package org.decant.compiler.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.Program;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.run.Activation;

/// A call of a named function.
public final class CallFunctionNode extends DecantNode {
    private final Program program;
    private final Routine routine;
    @Children private final DecantNode[] arguments;
    @Child private DirectCallNode call;

    /// @param arguments one for each parameter, null where the default is taken
    public CallFunctionNode(Program program, Routine routine, DecantNode[] arguments) {
        this.program = program;
        this.routine = routine;
        this.arguments = arguments;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Activation activation = CallArguments.activation(frame);
        CancelledException.check(activation, this);
        Object[] values = CallArguments.create(activation, null, arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            values[CallArguments.PARAMETERS + i] = arguments[i] == null ? CallArguments.ABSENT
                    : arguments[i].execute(frame);
        }
        if (call == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            call = insert(DirectCallNode.create(program.callTarget(routine)));
        }
        try {
            return call.call(values);
        } catch (ScriptException failure) {
            throw failure.leaving(routine, arguments);
        } catch (StackOverflowError overflow) {
            CompilerDirectives.transferToInterpreter();
            throw ScriptException.recursion(routine.name(), this);
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
