package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.List;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.Program;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.value.CallArguments;
import org.decant.runtime.run.Activation;
import org.decant.runtime.run.Output;
import org.decant.runtime.vocabulary.Token;

/// `run strategy(…)`: what the strategy returns, or the tokens it wrote.
public final class RunStrategyNode extends DecantNode {
    private final Program program;
    private final Routine routine;
    private final boolean endsBody;
    private final boolean last;
    @Children private final DecantNode[] arguments;
    @Child private RunOptionsNode options;
    @Child private DirectCallNode call;

    /// @param arguments one for each parameter, null where the default is taken
    /// @param endsBody  whether the caller is over when its output is finished, as after `emit`
    /// @param last      whether the caller is over in any case
    public RunStrategyNode(Program program, Routine routine, DecantNode[] arguments, RunOptionsNode options,
                           boolean endsBody, boolean last) {
        this.program = program;
        this.routine = routine;
        this.arguments = arguments;
        this.options = options;
        this.endsBody = endsBody;
        this.last = last;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Activation activation = CallArguments.activation(frame);
        CancelledException.check(activation, this);
        Object[] values = CallArguments.create(null, null, arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            values[CallArguments.PARAMETERS + i] = arguments[i] == null ? CallArguments.ABSENT
                    : arguments[i].execute(frame);
        }
        Output output = options.execute(frame, activation.output());
        CallArguments.setActivation(values, inner(activation, output, last));
        if (call == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            call = insert(DirectCallNode.create(program.callTarget(routine)));
        }
        Object returned;
        try {
            returned = call.call(values);
        } catch (ScriptException failure) {
            throw failure.leaving(routine, arguments);
        } catch (StackOverflowError overflow) {
            CompilerDirectives.transferToInterpreter();
            throw ScriptException.recursion(routine.name(), this);
        }
        options.endIfFinished(activation.output(), endsBody);
        return routine.returnsValue() ? returned : written(output);
    }

    /// What the strategy that is run stands in. Which kind of draws it asks is not known to compiled code.
    @TruffleBoundary
    static Activation inner(Activation activation, Output output, boolean last) {
        return last ? activation.last(output) : activation.within(output);
    }

    @TruffleBoundary
    static List<Token> written(Output output) {
        return output.written();
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
