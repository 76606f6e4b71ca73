package org.decant.runtime.tensor.program;

/// A program that is ready to run, any number of times, by several threads at once.
public interface CompiledProgram {

    TensorProgram program();

    /// The memory of one run at a time; close it to give it back.
    Execution start();
}
