package org.decant.tornado;

import java.util.List;
import org.decant.runtime.tensor.kernel.KernelInput;
import org.decant.runtime.tensor.kernel.KernelProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Weights;

/// The inputs and outputs of a run: on Java's side, but for those that stay with the target.
final class TornadoExecution implements Execution {
    private final TornadoProgram program;
    private final KernelInput[] inputs;
    /// Each input is in one of them.
    private final double[][] given;
    private final TornadoResident[] residents;
    private double[] outputs = new double[0];
    private KernelProgram kernels;

    TornadoExecution(TornadoProgram program) {
        this.program = program;
        int count = program.program().inputs().size();
        inputs = new KernelInput[count];
        given = new double[count][];
        residents = new TornadoResident[count];
    }

    @Override
    public void number(int input, double value) {
        List<Extent> shape = program.program().inputs().get(input).type().shape();
        tensor(input, shape.stream().mapToInt(_ -> 1).toArray(), new double[] {value});
    }

    @Override
    public void vector(int input, double[] values) {
        tensor(input, new int[] {values.length}, values);
    }

    @Override
    public void tensor(int input, int[] shape, double[] values) {
        inputs[input] = KernelInput.given(shape);
        given[input] = values;
        residents[input] = null;
    }

    @Override
    public void weights(int input, Weights weights) {
        tensor(input, weights.numbers().shape(), weights.numbers().values());
    }

    @Override
    public void resident(int input, Resident tensor) {
        if (!(tensor instanceof TornadoResident own) || own.target() != program.target()) {
            throw new IllegalArgumentException("the tensor stays with `" + tensor.target().name() + "`, not with `"
                    + program.target().name() + "`");
        }
        inputs[input] = own.input();
        given[input] = null;
        residents[input] = own;
    }

    @Override
    public void run() {
        TornadoProgram.Results results = program.run(List.of(inputs), given, residents, outputs);
        outputs = results.numbers();
        kernels = results.kernels();
        kernels.check(place -> outputs[place]);
    }

    @Override
    public double number(int output) {
        int resident = kernels.outputs().get(output).resident();
        if (resident < 0) {
            return outputs[kernels.outputs().get(output).place()];
        }
        double[] first = new double[1];
        residents[resident].read(0, first);
        return first[0];
    }

    @Override
    public int size(int output) {
        return kernels.size(output, place -> outputs[place]);
    }

    @Override
    public void copy(int output, double[] to) {
        KernelProgram.Output one = kernels.outputs().get(output);
        if (one.resident() < 0) {
            System.arraycopy(outputs, one.place(), to, 0, size(output));
        } else {
            double[] numbers = new double[size(output)];
            residents[one.resident()].read(0, numbers);
            System.arraycopy(numbers, 0, to, 0, numbers.length);
        }
    }

    @Override
    public void close() {
        // plans belong to the program
    }
}
