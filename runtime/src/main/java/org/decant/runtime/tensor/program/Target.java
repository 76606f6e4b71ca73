package org.decant.runtime.tensor.program;

/// What runs programs: a processor with the code that it is given.
public interface Target {

    /// How the command line names it, such as `cpu` or `opencl:0`.
    String name();

    /// How often something is to be done by other means before making a program of it is worth the time.
    int runsBefore();

    /// Makes a program ready to run. Programs are kept as long as what was made of them is used.
    CompiledProgram compile(TensorProgram program);
}
