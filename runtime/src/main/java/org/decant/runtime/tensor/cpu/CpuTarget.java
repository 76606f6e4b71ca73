package org.decant.runtime.tensor.cpu;

import java.util.Arrays;
import org.decant.runtime.KernelChoice;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Decomposition;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Weights;

/// The processor that runs the JVM.
public final class CpuTarget implements Target {
    public static final CpuTarget INSTANCE = new CpuTarget(false);
    /// With vectors from the first run on.
    static final CpuTarget WARM = new CpuTarget(true);

    private final boolean warm;

    private CpuTarget(boolean warm) {
        this.warm = warm;
    }

    @Override
    public String name() {
        return "cpu";
    }

    /// Making and compiling the first loops takes as long as some dozens of tokens.
    @Override
    public int runsBefore() {
        return 32;
    }

    @Override
    public CompiledProgram compile(TensorProgram program) {
        return new CpuProgram(program, Decomposition.of(program), warm || KernelChoice.made().vectorsAtOnce());
    }

    @Override
    public Resident room(int... shape) {
        return new CpuResident.Numbers(this, shape, new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)]);
    }

    @Override
    public Resident keep(Weights weights) {
        return new CpuResident.Matrix(this, weights);
    }
}
