package org.decant.tornado;

import java.util.LinkedHashMap;
import java.util.List;
import org.decant.runtime.tensor.kernel.KernelInput;
import org.decant.runtime.tensor.kernel.KernelProgram;
import org.decant.runtime.tensor.kernel.KernelRun;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.TensorProgram;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;

/// A program on a device: a plan for each combination of shapes and forms of inputs that has other kernels and that it has met lately.
final class TornadoProgram implements CompiledProgram {
    /// Plans that are kept. Vocabularies do not change, and what does has the same kernels.
    static final int PLANS = 32;

    private final TornadoTarget target;
    private final TensorProgram program;
    private final int most;
    private final LinkedHashMap<List<KernelInput>, DevicePlan> plans = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most plans that are kept
    TornadoProgram(TornadoTarget target, TensorProgram program, int most) {
        this.target = target;
        this.program = program;
        this.most = most;
    }

    @Override
    public TensorProgram program() {
        return program;
    }

    @Override
    public Execution start() {
        return new TornadoExecution(this);
    }

    TornadoTarget target() {
        return target;
    }

    /// A run: inputs in, outputs back.
    ///
    /// @param by        whose run it is
    /// @param before    what its last run gave; null for the first one
    /// @param given     the inputs that are; null for others
    /// @param changed   which of them are others than in the last run
    /// @param residents those that stay with the target
    Results run(TornadoExecution by, Results before, List<KernelInput> inputs, double[][] given, boolean[] changed,
            TornadoResident[] residents) {
        target.turn().lock();
        try {
            DevicePlan plan = plan(inputs);
            boolean same = before != null && before.inputs.equals(inputs);
            KernelRun run = same ? before.run : plan.kernels().run(inputs);
            double[] room = same ? before.numbers : new double[run.outputSize()];
            plan.run(by, run, given, changed, residents, room);
            target.ran();
            return same ? before : new Results(inputs, run, room);
        } catch (RuntimeException | LinkageError | AssertionError | TornadoInternalError reason) {
            throw target.failed(program, reason);
        } finally {
            target.turn().unlock();
        }
    }

    /// @param inputs  for which they are
    /// @param numbers the checks and outputs, as `run` lays them out
    record Results(List<KernelInput> inputs, KernelRun run, double[] numbers) {}

    private DevicePlan plan(List<KernelInput> inputs) {
        List<KernelInput> written = KernelProgram.written(program, inputs);
        DevicePlan plan = plans.get(written);
        if (plan == null) {
            if (plans.size() == most) {
                plans.pollFirstEntry().getValue().close();
            }
            plan = new DevicePlan(target.handle(), KernelProgram.of(program, inputs));
            plans.put(written, plan);
        }
        return plan;
    }
}
