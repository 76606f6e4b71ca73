package org.decant.runtime.tensor.kernel;

import java.util.List;

/// What every thread of a kernel does.
///
/// @param name    unique in its program
/// @param threads how many there are
public record Kernel(String name, int threads, List<Statement> body) {

    /// The text form, like C.
    @Override
    public String toString() {
        return KernelText.of(this);
    }
}
