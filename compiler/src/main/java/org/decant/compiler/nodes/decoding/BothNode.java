package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.run.Activation;
import org.decant.runtime.trace.TraceEvent;

/// `both { … } and { … }`: the pair of the values of two branches, none of them pending.
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
                index -> values[index] = there((index == 0 ? left : right).call(branches[index])));
        return new Tuple(values);
    }

    /// The value, when it is there: a branch does not end with its calls pending, so that the other one goes on meanwhile.
    private static Object there(Object value) {
        switch (value) {
            case Logits logits -> logits.values();
            case OrderedMap map -> map.values().forEach(BothNode::there);
            case List<?> list -> list.forEach(BothNode::there);
            case Tuple tuple -> List.of(tuple.elements()).forEach(BothNode::there);
            case null, default -> { }
        }
        return value;
    }
}
