package org.decant.runtime.tensor.kernel;

import java.util.List;
import java.util.stream.Stream;

/// What every thread of a kernel does.
///
/// @param name    unique in its program
/// @param threads how many there are: the sum, of which the first ones do other things than those behind them
/// @param others  what it is given behind the inputs, the memory and the outputs: the sizes, if it needs them, and the arrays of what
///                stays with the target that it reads or writes, each from its first element on
public record Kernel(String name, List<Count> threads, List<KernelArray> others, List<Statement> body) {
    /// TornadoVM's tasks have up to fifteen parameters, the first four of which are common to all kernels.
    static final int MOST = 11;

    Kernel(String name, List<Count> threads, List<Statement> body) {
        this(name, threads, KernelArray.others(body), body);
    }

    public Kernel {
        threads = List.copyOf(threads);
        if (others.size() > MOST) {
            throw new IllegalArgumentException("a kernel of " + others.size() + " arrays besides inputs, memory and outputs; at most " + MOST + " go");
        }
    }

    /// All arrays that it is given, in order.
    public List<KernelArray> arrays() {
        return Stream.concat(KernelArray.OWN.stream(), others.stream()).toList();
    }

    /// The text form, like C.
    @Override
    public String toString() {
        return KernelText.of(this);
    }
}
