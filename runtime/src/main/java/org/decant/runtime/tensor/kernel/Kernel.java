package org.decant.runtime.tensor.kernel;

import java.util.List;

/// What every thread of a kernel does.
///
/// @param name      unique in its program
/// @param threads   how many there are
/// @param residents what it is given behind the inputs, the memory and the outputs: the arrays of what stays with the target that it
///                  reads or writes, each from its first element on
public record Kernel(String name, int threads, List<KernelArray> residents, List<Statement> body) {
    /// TornadoVM's tasks have up to fifteen parameters, the first four of which are common to all kernels.
    private static final int MOST = 11;

    Kernel(String name, int threads, List<Statement> body) {
        this(name, threads, KernelArray.residents(body), body);
    }

    public Kernel {
        if (residents.size() > MOST) {
            throw new IllegalArgumentException("a kernel of " + residents.size() + " arrays that stay with the target; at most " + MOST + " go");
        }
    }

    /// The text form, like C.
    @Override
    public String toString() {
        return KernelText.of(this);
    }
}
