package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.runtime.tensor.program.Decomposition;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Value;

/// A program as kernels, for inputs of certain shapes and forms: the same ones for all numbers that an extent which
/// [varies][Extent#varying] may have, but for 1. Inputs that are given lie one after the other in one array, outputs in another one, behind the
/// numbers that are to be checked; the memory between is the device's own. What stays with the target is in arrays of its own
/// ([Kernel#others]). How large the arrays are and where things begin is said by a [KernelRun].
public final class KernelProgram {
    private final TensorProgram program;
    private final List<Kernel> kernels;
    private final Layout layout;
    private final List<Output> outputs;
    private final List<Check> checks;

    /// @param size   how many numbers there are at most
    /// @param factor see [KernelRun.Output]
    record Output(int resident, Place place, Count size, Count factor, int[] counts) {}

    record Check(Value value, Place place, Count size) {}

    KernelProgram(TensorProgram program, List<Kernel> kernels, Layout layout, List<Output> outputs, List<Check> checks) {
        this.program = program;
        this.kernels = List.copyOf(kernels);
        this.layout = layout;
        this.outputs = List.copyOf(outputs);
        this.checks = List.copyOf(checks);
    }

    /// @param inputs of the program, in order; what it updates must stay with the target
    public static KernelProgram of(TensorProgram program, List<KernelInput> inputs) {
        return new KernelLowering(program, inputs).lower();
    }

    /// What the kernels for these inputs are written for: inputs for which this is equal have the same kernels.
    public static List<KernelInput> written(TensorProgram program, List<KernelInput> inputs) {
        Set<String> fixed = Layout.fixed(program);
        List<KernelInput> written = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            List<Extent> symbols = program.inputs().get(i).type().shape();
            List<Integer> shape = new ArrayList<>(inputs.get(i).shape());
            for (int axis = 0; axis < shape.size(); axis++) {
                Extent extent = symbols.get(axis);
                if (extent.varies() && !fixed.contains(extent.symbol()) && shape.get(axis) != 1) {
                    shape.set(axis, -1);
                }
            }
            written.add(new KernelInput(shape, inputs.get(i).form()));
        }
        return written;
    }

    public TensorProgram program() {
        return program;
    }

    /// What runs, one after the other.
    public List<Kernel> kernels() {
        return kernels;
    }

    /// @param inputs with the shapes that they have in this run
    public KernelRun run(List<KernelInput> inputs) {
        Map<String, Integer> extents = Layout.extents(program, inputs);
        Map<KernelArray, Integer> ends = new HashMap<>(Map.of(KernelArray.INPUTS, layout.inputSize(),
                KernelArray.MEMORY, layout.memorySize(), KernelArray.OUTPUTS, layout.outputSize()));
        int[] sizes = layout.sizes().entries().stream().mapToInt(entry -> switch (entry) {
            case Sizes.Entry.Extent extent -> extents.get(extent.symbol());
            case Sizes.Entry.Room room -> ends.put(room.array(), Math.addExact(ends.get(room.array()), room.size().in(extents)));
        }).toArray();
        List<KernelRun.Output> ofRun = new ArrayList<>();
        for (Output output : outputs) {
            ofRun.add(new KernelRun.Output(output.resident, place(output.place, sizes), output.size.in(extents), output.factor.in(extents),
                    output.counts));
        }
        return new KernelRun(program.inputs().stream().mapToInt(input -> place(layout.input(input), sizes)).toArray(), sizes,
                kernels.stream().mapToInt(kernel -> Math.max(1, threads(kernel, extents))).toArray(), ofRun,
                checks.stream().map(check -> new KernelRun.Check(check.value, place(check.place, sizes), check.size.in(extents))).toList(),
                ends.get(KernelArray.INPUTS), ends.get(KernelArray.MEMORY), ends.get(KernelArray.OUTPUTS));
    }

    private static int threads(Kernel kernel, Map<String, Integer> extents) {
        return kernel.threads().stream().mapToInt(count -> count.in(extents)).reduce(0, Math::addExact);
    }

    private static int place(Place place, int[] sizes) {
        return place.computed() ? sizes[place.number()] : place.number();
    }
}
