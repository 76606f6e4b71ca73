package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.concurrent.ThreadFactory;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.run.Activation;
import org.decant.runtime.trace.TraceEvent;

/// `both { … } and { … }`: the pair of the values of two branches.
public final class BothNode extends DecantNode {
    private final ThreadFactory threads;
    @Child private DecantNode first;
    @Child private DecantNode second;

    public BothNode(DecantNode first, DecantNode second, ThreadFactory threads) {
        this.first = first;
        this.second = second;
        this.threads = threads;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Function left = (Function) first.execute(frame);
        Function right = (Function) second.execute(frame);
        return run(CallArguments.activation(frame), left, right);
    }

    @TruffleBoundary
    private Tuple run(Activation activation, Function left, Function right) {
        if (activation.trace() != null) {
            activation.trace().tell(new TraceEvent.Branched(activation.output().context(), 2));
        }
        Activation[] branches = activation.branches(2);
        Object[] values = new Object[2];
        activation.run().session().branches(2, threads,
                index -> values[index] = (index == 0 ? left : right).call(branches[index]));
        return new Tuple(values);
    }
}
