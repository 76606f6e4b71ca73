package org.decant.tornado;

import java.util.List;
import org.decant.runtime.tensor.kernel.KernelProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Weights;

/// The inputs and outputs of a run, on Java's side.
final class TornadoExecution implements Execution {
    private final TornadoProgram program;
    private final int[][] shapes;
    private final double[][] inputs;
    private double[] outputs = new double[0];
    private KernelProgram kernels;

    TornadoExecution(TornadoProgram program) {
        this.program = program;
        int count = program.program().inputs().size();
        shapes = new int[count][];
        inputs = new double[count][];
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
        shapes[input] = shape;
        inputs[input] = values;
    }

    @Override
    public void weights(int input, Weights weights) {
        tensor(input, weights.numbers().shape(), weights.numbers().values());
    }

    @Override
    public void resident(int input, Resident tensor) {
        throw new IllegalArgumentException("nothing stays with this target");
    }

    @Override
    public void run() {
        TornadoProgram.Results results = program.run(shapes, inputs, outputs);
        outputs = results.numbers();
        kernels = results.kernels();
        kernels.check(place -> outputs[place]);
    }

    @Override
    public double number(int output) {
        return outputs[kernels.outputs().get(output).place()];
    }

    @Override
    public int size(int output) {
        return kernels.size(output, place -> outputs[place]);
    }

    @Override
    public void copy(int output, double[] to) {
        System.arraycopy(outputs, kernels.outputs().get(output).place(), to, 0, size(output));
    }

    @Override
    public void close() {
        // plans belong to the program
    }
}
