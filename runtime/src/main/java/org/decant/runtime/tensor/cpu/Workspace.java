package org.decant.runtime.tensor.cpu;

import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Weights;

/// The memory of one run of a program at a time.
final class Workspace implements Execution {
    final double[][] memory;
    final Products.Rows[] weights;
    /// The extents that the program's symbols stand for.
    final int[] extents;
    final Selection selection = new Selection();
    final Choice choice = new Choice();
    private boolean vectors;
    private final CpuProgram program;

    Workspace(CpuProgram program, int slots, int symbols) {
        this.program = program;
        this.memory = new double[slots][];
        this.weights = new Products.Rows[slots];
        this.extents = new int[symbols];
    }

    /// Says whether loops and passes use vectors from now on.
    void useVectors(boolean use) {
        vectors = use;
        selection.vectors = use;
        choice.vectors = use;
    }

    boolean usesVectors() {
        return vectors;
    }

    /// The array of a slot with room for so many numbers.
    double[] room(int slot, int size) {
        double[] array = memory[slot];
        if (array == null || array.length < size) {
            array = new double[size];
            memory[slot] = array;
        }
        return array;
    }

    @Override
    public void number(int input, double value) {
        room(program.inputSlot(input), 1)[0] = value;
    }

    @Override
    public void vector(int input, double[] values) {
        requireReadOnly(input);
        program.bind(this, input, 0, values.length);
        memory[program.inputSlot(input)] = values;
    }

    @Override
    public void tensor(int input, int[] shape, double[] values) {
        requireReadOnly(input);
        bind(input, shape, values);
    }

    private void requireReadOnly(int input) {
        if (program.updates(input)) {
            throw new IllegalArgumentException("the program updates input " + input + ": it must be a resident");
        }
    }

    private void bind(int input, int[] shape, double[] values) {
        for (int axis = 0; axis < shape.length; axis++) {
            program.bind(this, input, axis, shape[axis]);
        }
        memory[program.inputSlot(input)] = values;
    }

    @Override
    public void weights(int input, Weights given) {
        for (int axis = 0; axis < given.shape().length; axis++) {
            program.bind(this, input, axis, given.shape()[axis]);
        }
        weights[program.inputSlot(input)] = new Products.Rows(given, 0, given.rows());
    }

    @Override
    public void resident(int input, Resident tensor) {
        switch (tensor) {
            case CpuResident.Numbers numbers -> bind(input, numbers.shape(), numbers.values());
            case CpuResident.Matrix matrix -> weights(input, matrix.weights());
            default -> throw new IllegalArgumentException("a resident of " + tensor.target().name());
        }
    }

    @Override
    public void run() {
        program.runMeasured(this);
    }

    /// Another one with the same inputs, which will not change.
    Workspace copy() {
        Workspace copy = program.workspace();
        System.arraycopy(extents, 0, copy.extents, 0, extents.length);
        System.arraycopy(weights, 0, copy.weights, 0, weights.length);
        for (int input = 0; input < program.program().inputs().size(); input++) {
            int slot = program.inputSlot(input);
            copy.memory[slot] = memory[slot] == null ? null : memory[slot].clone();
        }
        return copy;
    }

    /// Whether there are rows that are long enough for vectors.
    boolean large() {
        for (int extent : extents) {
            if (extent >= LoopStep.LONG_ROW) {
                return true;
            }
        }
        return false;
    }

    @Override
    public double number(int output) {
        return memory[program.outputSlot(output)][0];
    }

    @Override
    public int size(int output) {
        return program.outputSize(output).of(extents);
    }

    @Override
    public void copy(int output, double[] to) {
        System.arraycopy(memory[program.outputSlot(output)], 0, to, 0, size(output));
    }

    @Override
    public void close() {
        program.giveBack(this);
    }
}
