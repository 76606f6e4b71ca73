package org.decant.tornado;

import java.util.LinkedHashMap;
import java.util.List;
import org.decant.runtime.tensor.kernel.KernelInput;
import org.decant.runtime.tensor.kernel.KernelProgram;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.TensorProgram;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;

/// A program on a device: a plan for each combination of shapes and forms of inputs that it has met lately.
final class TornadoProgram implements CompiledProgram {
    /// Plans that are kept. Vocabularies do not change; batches and contexts do.
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
    /// @param given     the inputs that are; null for others
    /// @param residents those that stay with the target
    /// @param outputs   gets the plan's outputs, if it is long enough
    /// @return the outputs, maybe in another array, and what they are
    Results run(List<KernelInput> inputs, double[][] given, TornadoResident[] residents, double[] outputs) {
        target.turn().lock();
        try {
            DevicePlan plan = plan(inputs);
            double[] room = outputs.length >= plan.kernels().outputSize() ? outputs : new double[plan.kernels().outputSize()];
            plan.run(given, residents, room);
            target.ran();
            return new Results(plan.kernels(), room);
        } catch (RuntimeException | LinkageError | AssertionError | TornadoInternalError reason) {
            throw target.failed(program, reason);
        } finally {
            target.turn().unlock();
        }
    }

    /// @param numbers the checks and outputs, as `kernels` lays them out
    record Results(KernelProgram kernels, double[] numbers) {}

    private DevicePlan plan(List<KernelInput> inputs) {
        DevicePlan plan = plans.get(inputs);
        if (plan == null) {
            if (plans.size() == most) {
                plans.pollFirstEntry().getValue().close();
            }
            plan = new DevicePlan(target.handle(), KernelProgram.of(program, inputs));
            plans.put(inputs, plan);
        }
        return plan;
    }
}
