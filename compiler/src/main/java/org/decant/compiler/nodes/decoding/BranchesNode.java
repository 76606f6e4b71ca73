package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.call.DispatchNode;
import org.decant.compiler.nodes.call.DispatchNodeGen;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.Function;
import org.decant.runtime.random.Draws;
import org.decant.runtime.run.Activation;
import org.decant.runtime.trace.TraceEvent;

/// Runs a block as branches, one for each element of a list, in one of the ways that the checker has chosen. The values
/// are the same either way: a branch that draws has random choices of its own, one that writes an output of its own.
public final class BranchesNode extends Node {
    private final boolean sideBySide;
    private final boolean writes;
    private final ThreadFactory threads;
    @Child private DispatchNode dispatch = DispatchNodeGen.create();
    @Child private DispatchNode dispatchPrologue = DispatchNodeGen.create();

    /// @param sideBySide whether the branches may have to wait for one another's model calls
    /// @param writes     whether they have outputs of their own; others read the output around
    /// @param threads    makes the threads of branches that wait
    public BranchesNode(boolean sideBySide, boolean writes, ThreadFactory threads) {
        this.sideBySide = sideBySide;
        this.writes = writes;
        this.threads = threads;
    }

    /// The values of `block`, in order of the elements.
    ///
    /// @param block    a function or block value
    /// @param elements a list
    /// @param prologue issues the model calls of the block; run for every element first; null where there are none
    public Object[] execute(Activation activation, Object block, Function prologue, Object elements) {
        int count = size(elements);
        if (prologue != null) {
            for (int i = 0; i < count; i++) {
                Object[] arguments = CallArguments.create(activation, prologue.captured(), 1);
                arguments[CallArguments.PARAMETERS] = element(elements, i);
                dispatchPrologue.execute(prologue.target(), arguments);
            }
        }
        if (block instanceof Function function && (!sideBySide || count < 2)) {
            return inTurn(activation, function, elements, count);
        }
        return apart(activation, block, elements, count);
    }

    private Object[] inTurn(Activation activation, Function block, Object elements, int count) {
        Activation[] branches = writes || block.draws() ? branches(activation, count) : null;
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            CancelledException.check(activation, this);
            Activation own = branches == null ? activation : branches[i];
            Object[] arguments = CallArguments.create(own, block.captured(), block.arity());
            if (block.arity() > 0) {
                arguments[CallArguments.PARAMETERS] = element(elements, i);
            }
            values[i] = dispatch.execute(block.target(), arguments);
        }
        return values;
    }

    @TruffleBoundary
    private Activation[] branches(Activation activation, int count) {
        if (writes) {
            if (activation.trace() != null) {
                activation.trace().tell(new TraceEvent.Branched(activation.output().context(), count));
            }
            return activation.branches(count);
        }
        Draws[] streams = activation.draws().branches(count);
        Activation[] branches = new Activation[count];
        for (int i = 0; i < count; i++) {
            branches[i] = new Activation(activation.run(), streams[i], activation.output());
        }
        return branches;
    }

    @TruffleBoundary
    private static int size(Object elements) {
        return ((List<?>) elements).size();
    }

    @TruffleBoundary
    private static Object element(Object elements, int index) {
        return ((List<?>) elements).get(index);
    }

    @TruffleBoundary
    private Object[] apart(Activation activation, Object block, Object elements, int count) {
        FunctionValue function = (FunctionValue) block;
        List<?> list = (List<?>) elements;
        Activation[] branches = branches(activation, count);
        Object[] values = new Object[count];
        if (!sideBySide || count < 2) {
            for (int i = 0; i < count; i++) {
                values[i] = call(function, branches[i], list.get(i));
            }
            return values;
        }
        activation.run().session().branches(count, threads,
                index -> values[index] = call(function, branches[index], list.get(index)));
        return values;
    }

    private static Object call(FunctionValue block, Activation activation, Object element) {
        return block.arity() == 0 ? block.call(activation) : block.call(activation, element);
    }
}
