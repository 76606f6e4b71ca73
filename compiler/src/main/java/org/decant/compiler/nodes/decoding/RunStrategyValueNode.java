package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.List;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.nodes.call.DispatchNode;
import org.decant.compiler.nodes.call.DispatchNodeGen;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.StrategyArguments;
import org.decant.compiler.value.StrategyValue;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.run.Activation;
import org.decant.runtime.run.Output;

/// `run` of a strategy that is a value. Its parameters are known only now, so the arguments are checked now. The value is
/// the tokens that it wrote.
public final class RunStrategyValueNode extends DecantNode {
    @CompilationFinal(dimensions = 1) private final String[] names;
    private final boolean endsBody;
    private final boolean last;
    @Child private DecantNode strategy;
    @Children private final DecantNode[] arguments;
    @Child private RunOptionsNode options;
    @Child private DispatchNode dispatch = DispatchNodeGen.create();

    /// @param arguments those by position, then the named ones
    /// @param names     the names of the named ones
    /// @param endsBody  whether the caller is over when its output is finished, as after `emit`
    /// @param last      whether the caller is over in any case
    public RunStrategyValueNode(DecantNode strategy, DecantNode[] arguments, String[] names, RunOptionsNode options,
                                boolean endsBody, boolean last) {
        this.strategy = strategy;
        this.arguments = arguments;
        this.names = names;
        this.options = options;
        this.endsBody = endsBody;
        this.last = last;
    }

    @Override
    @ExplodeLoop
    public Object execute(VirtualFrame frame) {
        Activation activation = CallArguments.activation(frame);
        CancelledException.check(activation, this);
        StrategyValue value = (StrategyValue) strategy.execute(frame);
        Object[] given = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            given[i] = arguments[i].execute(frame);
        }
        Output output = options.execute(frame, activation.output());
        Object[] values = arranged(value, given, RunStrategyNode.inner(activation, output, last));
        try {
            dispatch.execute(value.target(), values);
        } catch (ScriptException failure) {
            throw failure.leaving(value.routine(), inOrder(value.routine().parameters()));
        } catch (StackOverflowError overflow) {
            CompilerDirectives.transferToInterpreter();
            throw ScriptException.recursion(value.routine().name(), this);
        }
        options.endIfFinished(activation.output(), endsBody);
        return RunStrategyNode.written(output);
    }

    /// The arguments in the order of the parameters, null where one is left out.
    @CompilerDirectives.TruffleBoundary
    private DecantNode[] inOrder(List<Routine.Parameter> parameters) {
        DecantNode[] given = new DecantNode[parameters.size()];
        int positional = arguments.length - names.length;
        System.arraycopy(arguments, 0, given, 0, positional);
        List<String> named = List.of(names);
        for (int i = positional; i < given.length; i++) {
            int index = named.indexOf(parameters.get(i).name());
            given[i] = index < 0 ? null : arguments[positional + index];
        }
        return given;
    }

    @CompilerDirectives.TruffleBoundary
    private Object[] arranged(StrategyValue value, Object[] given, Activation activation) {
        try {
            return StrategyArguments.arrange(value.routine(), given, names, activation);
        } catch (DecantException error) {
            throw ScriptException.of(error, this);
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.CallTag.class || super.hasTag(tag);
    }
}
