package org.decant.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.decant.runtime.tensor.kernel.Kernel;
import org.decant.runtime.tensor.kernel.KernelClass;
import org.decant.runtime.tensor.kernel.KernelProgram;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task4;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;

/// The kernels of a program as a task graph, with its buffers on the device. The kernels are compiled when it runs first.
final class DevicePlan {
    /// TornadoVM knows graphs and classes by their names.
    private static final AtomicInteger MADE = new AtomicInteger();
    /// Stands in the outputs before the first run; no kernel computes it.
    private static final long UNTOUCHED = 0x7ff8_dec0_dec0_dec0L;

    private final KernelProgram kernels;
    private final DoubleArray inputs;
    private final DoubleArray outputs;
    private final GridScheduler grid = new GridScheduler();
    private final TornadoExecutionPlan plan;

    DevicePlan(TornadoDevice device, KernelProgram kernels) {
        this.kernels = kernels;
        inputs = new DoubleArray(Math.max(1, kernels.inputSize()));
        DoubleArray memory = new DoubleArray(Math.max(1, kernels.memorySize()));
        outputs = new DoubleArray(kernels.outputSize());
        for (int i = 0; i < kernels.outputSize(); i++) {
            outputs.set(i, Double.longBitsToDouble(UNTOUCHED));
        }
        String name = "p" + MADE.getAndIncrement();
        TaskGraph graph = new TaskGraph(name).transferToDevice(DataTransferMode.EVERY_EXECUTION, inputs)
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, memory, outputs);
        Classes classes = new Classes(name);
        for (Kernel kernel : kernels.kernels()) {
            graph = graph.task(kernel.name(), classes.task(kernel), new KernelContext(), inputs, memory, outputs);
            grid.addWorkerGrid(name + "." + kernel.name(), new WorkerGrid1D(kernel.threads()));
        }
        plan = new TornadoExecutionPlan(graph.transferToHost(DataTransferMode.EVERY_EXECUTION, outputs).snapshot());
        plan.withDevice(device);
        if (device.getTornadoVMBackend() == TornadoVMBackendType.OPENCL) {
            plan.withCompilerFlags(TornadoVMBackendType.OPENCL, "-w"); // no fast and inexact mathematics, as by default, and no warnings
        }
    }

    KernelProgram kernels() {
        return kernels;
    }

    /// Runs once.
    ///
    /// @param to gets the outputs
    void run(double[][] from, double[] to) {
        for (int i = 0; i < from.length; i++) {
            MemorySegment.copy(from[i], 0, inputs.getSegment(), ValueLayout.JAVA_DOUBLE, (long) kernels.inputs()[i] * Double.BYTES,
                    from[i].length);
        }
        plan.withGridScheduler(grid).execute();
        MemorySegment.copy(outputs.getSegment(), ValueLayout.JAVA_DOUBLE, 0, to, 0, kernels.outputSize());
        for (KernelProgram.Output output : kernels.outputs()) {
            if (output.size() > 0 && Double.doubleToRawLongBits(to[output.place()]) == UNTOUCHED) {
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

    /// The classes of a plan's kernels.
    private static final class Classes extends ClassLoader {
        private final String prefix;

        Classes(String name) {
            super(DevicePlan.class.getClassLoader());
            prefix = KernelClass.PACKAGE + "." + name + ".";
        }

        @SuppressWarnings("unchecked") // the adapter takes what its kernel takes
        Task4<KernelContext, DoubleArray, DoubleArray, DoubleArray> task(Kernel kernel) {
            String name = prefix + kernel.name();
            define(name, KernelClass.method(kernel, name));
            try {
                return (Task4<KernelContext, DoubleArray, DoubleArray, DoubleArray>) define(name + "Task",
                        KernelClass.adapter(kernel, name, name + "Task")).getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
