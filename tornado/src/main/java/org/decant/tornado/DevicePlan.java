package org.decant.tornado;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.decant.runtime.tensor.kernel.Kernel;
import org.decant.runtime.tensor.kernel.KernelArray;
import org.decant.runtime.tensor.kernel.KernelProgram;
import org.decant.runtime.tensor.kernel.KernelRun;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.memory.XPUBuffer;
import uk.ac.manchester.tornado.api.types.arrays.ByteArray;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.ShortArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;
import uk.ac.manchester.tornado.runtime.common.XPUDeviceBufferState;

/// The kernels of a program as a task graph. The kernels are compiled when it runs first.
///
/// In the place of its arrays the graph has ones of one element, which it takes to be on the device already. For each run they get the
/// buffers of what the run is given: those of the [scratch][DeviceScratch] of the plan, as large as the run needs them, and those of the
/// [tensors that stay][TornadoResident#buffer]. One plan serves all tensors of a form, and all numbers of what varies.
final class DevicePlan {
    /// TornadoVM knows graphs and classes by their names.
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name = "p" + MADE.getAndIncrement();
    private final TornadoDevice device;
    private final KernelProgram kernels;
    private final Map<KernelArray, XPUDeviceBufferState> places;
    private final TornadoExecutionPlan plan;
    private final DeviceScratch inputs;
    private final DeviceScratch memory;
    private final DeviceScratch outputs;
    /// Null as long as there is none on the device.
    private DeviceArray sizes;
    private GridScheduler grid;
    /// Whose inputs are on the device.
    private TornadoExecution owner;
    private KernelRun last;

    DevicePlan(TornadoDevice device, KernelProgram kernels) {
        this.device = device;
        this.kernels = kernels;
        inputs = new DeviceScratch(device);
        memory = new DeviceScratch(device);
        outputs = new DeviceScratch(device);
        Map<KernelArray, TornadoNativeArray> standIns = new HashMap<>();
        kernels.kernels().forEach(kernel -> kernel.arrays().forEach(array -> standIns.computeIfAbsent(array, DevicePlan::standIn)));
        TaskGraph graph = new TaskGraph(name).consumeFromDevice(standIns.values().toArray());
        KernelTasks tasks = new KernelTasks(name);
        kernels.kernels().forEach(kernel -> tasks.add(graph, kernel, standIns));
        ImmutableTaskGraph whole = graph.snapshot();
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
            case INTS -> new IntArray(1);
        };
    }

    KernelProgram kernels() {
        return kernels;
    }

    /// Runs once.
    ///
    /// @param by        whose inputs they are
    /// @param run       the same object as long as the sizes are
    /// @param from      the inputs that are given; null for those that stay with the target
    /// @param changed   which of them are others than in the last run
    /// @param residents those that stay
    /// @param to        gets the outputs
    void run(TornadoExecution by, KernelRun run, double[][] from, boolean[] changed, TornadoResident[] residents, double[] to) {
        boolean all = by != owner || run != last;
        if (run != last) {
            inputs.require(run.inputSize());
            memory.require(run.memorySize());
            outputs.require(run.outputSize());
            sizes(run.sizes());
            grid = grid(run.threads());
        }
        owner = null;
        int end = all ? run.inputSize() : 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] != null && (all || changed[i])) {
                inputs.put(run.inputs()[i], from[i]);
                end = Math.max(end, run.inputs()[i] + from[i].length);
            }
        }
        inputs.toDevice(end);
        owner = by;
        last = run;
        places.forEach((array, state) -> state.setXPUBuffer(array.input() >= 0 ? residents[array.input()].buffer(array) : own(array)));
        plan.withGridScheduler(grid).execute();
        outputs.fromDevice(to, run.outputSize());
        for (KernelRun.Output output : run.outputs()) {
            if (output.resident() < 0 && output.size() > 0 && DeviceScratch.untouched(to[output.place()])) {
                throw new IllegalStateException("its kernels did not run");
            }
        }
    }

    private void sizes(int[] numbers) {
        if (numbers.length > 0) {
            IntArray content = IntArray.fromArray(numbers);
            if (sizes == null) {
                sizes = new DeviceArray(device, content);
            } else {
                sizes.write(0, content, numbers.length);
            }
        }
    }

    private XPUBuffer own(KernelArray array) {
        return array.equals(KernelArray.SIZES) ? sizes.buffer()
                : (array.equals(KernelArray.INPUTS) ? inputs : array.equals(KernelArray.MEMORY) ? memory : outputs).buffer();
    }

    private GridScheduler grid(int[] threads) {
        GridScheduler scheduler = new GridScheduler();
        List<Kernel> all = kernels.kernels();
        for (int i = 0; i < all.size(); i++) {
            scheduler.addWorkerGrid(name + "." + all.get(i).name(), new WorkerGrid1D(threads[i]));
        }
        return scheduler;
    }

    /// Gives the device's memory back.
    void close() {
        plan.freeDeviceMemory();
        inputs.close();
        memory.close();
        outputs.close();
        if (sizes != null) {
            sizes.close();
        }
        try {
            plan.close();
        } catch (TornadoExecutionPlanException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
