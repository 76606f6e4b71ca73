package org.decant.runtime.tensor.program;

/// What runs programs: a processor with the code that it is given.
public interface Target {

    /// How the command line names it, such as `cpu` or `opencl:0`.
    String name();

    /// How often something is to be done by other means before making a program of it is worth the time.
    int runsBefore();

    /// Makes a program ready to run. Programs are kept as long as what was made of them is used.
    CompiledProgram compile(TensorProgram program);

    /// Makes room for numbers that stay with the target: zeros, until something else is written. They are as wide as the target
    /// keeps numbers: float64 on the CPU.
    Resident room(int... shape);

    /// Copies weights to the target, which keeps them in their form.
    Resident keep(Weights weights);
}
