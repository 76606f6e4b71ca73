package org.decant.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.decant.runtime.tensor.kernel.Kernel;
import org.decant.runtime.tensor.kernel.KernelArray;
import org.decant.runtime.tensor.kernel.KernelProgram;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.ByteArray;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.ShortArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;
import uk.ac.manchester.tornado.runtime.common.XPUDeviceBufferState;

/// The kernels of a program as a task graph, with its buffers on the device. The kernels are compiled when it runs first.
///
/// In the place of what stays with the target the graph has arrays of one element, which it takes to be on the device already. For
/// each run they get the [buffers][TornadoResident#buffer] of the tensors that the run is given: one plan serves all tensors of a shape.
final class DevicePlan {
    /// TornadoVM knows graphs and classes by their names.
    private static final AtomicInteger MADE = new AtomicInteger();
    /// Stands in the outputs before the first run; no kernel computes it.
    private static final long UNTOUCHED = 0x7ff8_dec0_dec0_dec0L;

    private final KernelProgram kernels;
    private final DoubleArray inputs;
    private final DoubleArray outputs;
    private final Map<KernelArray, XPUDeviceBufferState> places;
    private final GridScheduler grid = new GridScheduler();
    private final TornadoExecutionPlan plan;

    DevicePlan(TornadoDevice device, KernelProgram kernels) {
        this.kernels = kernels;
        inputs = new DoubleArray(Math.max(1, kernels.inputSize()));
        DoubleArray memory = new DoubleArray(Math.max(1, kernels.memorySize()));
        outputs = new DoubleArray(Math.max(1, kernels.outputSize()));
        for (int i = 0; i < kernels.outputSize(); i++) {
            outputs.set(i, Double.longBitsToDouble(UNTOUCHED));
        }
        Map<KernelArray, TornadoNativeArray> standIns = kernels.kernels().stream().flatMap(kernel -> kernel.residents().stream()).distinct()
                .collect(Collectors.toMap(Function.identity(), DevicePlan::standIn));
        String name = "p" + MADE.getAndIncrement();
        TaskGraph graph = new TaskGraph(name).transferToDevice(DataTransferMode.EVERY_EXECUTION, inputs)
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, memory, outputs);
        if (!standIns.isEmpty()) {
            graph = graph.consumeFromDevice(standIns.values().toArray());
        }
        KernelTasks tasks = new KernelTasks(name);
        for (Kernel kernel : kernels.kernels()) {
            tasks.add(graph, kernel, inputs, memory, outputs, standIns);
            grid.addWorkerGrid(name + "." + kernel.name(), new WorkerGrid1D(kernel.threads()));
        }
        ImmutableTaskGraph whole = graph.transferToHost(DataTransferMode.EVERY_EXECUTION, outputs).snapshot();
        plan = new TornadoExecutionPlan(whole);
        plan.withDevice(device);
        if (device.getTornadoVMBackend() == TornadoVMBackendType.OPENCL) {
            plan.withCompilerFlags(TornadoVMBackendType.OPENCL, "-w"); // no fast and inexact mathematics, as by default, and no warnings
        }
        places = GraphStates.of(whole, device, standIns);
    }

    private static TornadoNativeArray standIn(KernelArray array) {
        return switch (array.content()) {
            case DOUBLES -> new DoubleArray(1);
            case FLOATS -> new FloatArray(1);
            case SHORTS -> new ShortArray(1);
            case BYTES -> new ByteArray(1);
        };
    }

    KernelProgram kernels() {
        return kernels;
    }

    /// Runs once.
    ///
    /// @param from      the inputs that are given; null for those that stay with the target
    /// @param residents the others
    /// @param to        gets the outputs
    void run(double[][] from, TornadoResident[] residents, double[] to) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] != null) {
                MemorySegment.copy(from[i], 0, inputs.getSegment(), ValueLayout.JAVA_DOUBLE, (long) kernels.inputs()[i] * Double.BYTES,
                        from[i].length);
            }
        }
        places.forEach((array, state) -> state.setXPUBuffer(residents[array.input()].buffer(array)));
        plan.withGridScheduler(grid).execute();
        MemorySegment.copy(outputs.getSegment(), ValueLayout.JAVA_DOUBLE, 0, to, 0, kernels.outputSize());
        for (KernelProgram.Output output : kernels.outputs()) {
            if (output.resident() < 0 && output.size() > 0 && Double.doubleToRawLongBits(to[output.place()]) == UNTOUCHED) {
                throw new IllegalStateException("its kernels did not run");
            }
        }
    }

    /// Gives the device's memory back.
    void close() {
        plan.freeDeviceMemory();
        try {
            plan.close();
        } catch (TornadoExecutionPlanException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
