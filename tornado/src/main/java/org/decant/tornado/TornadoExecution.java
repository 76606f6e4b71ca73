package org.decant.tornado;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.tensor.kernel.KernelInput;
import org.decant.runtime.tensor.kernel.KernelRun;
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
    private final boolean[] changed;
    private TornadoProgram.Results results;

    TornadoExecution(TornadoProgram program) {
        this.program = program;
        int count = program.program().inputs().size();
        inputs = new KernelInput[count];
        given = new double[count][];
        residents = new TornadoResident[count];
        changed = new boolean[count];
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
        changed[input] = true;
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
        results = program.run(this, results, List.of(inputs), given, changed, residents);
        Arrays.fill(changed, false);
        results.run().check(place -> results.numbers()[place]);
    }

    @Override
    public double number(int output) {
        KernelRun.Output one = results.run().outputs().get(output);
        if (one.resident() < 0) {
            return results.numbers()[one.place()];
        }
        double[] first = new double[1];
        residents[one.resident()].read(0, first);
        return first[0];
    }

    @Override
    public int size(int output) {
        return results.run().size(output, place -> results.numbers()[place]);
    }

    @Override
    public void copy(int output, double[] to) {
        KernelRun.Output one = results.run().outputs().get(output);
        if (one.resident() < 0) {
            System.arraycopy(results.numbers(), one.place(), to, 0, size(output));
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
