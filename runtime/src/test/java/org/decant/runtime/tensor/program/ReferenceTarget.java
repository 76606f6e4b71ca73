package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.cpu.CpuTarget;

/// The reference interpreter as a target. What stays between runs lies where the CPU has it.
public final class ReferenceTarget implements Target {
    public static final ReferenceTarget INSTANCE = new ReferenceTarget();

    private ReferenceTarget() {
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public int runsBefore() {
        return 0;
    }

    @Override
    public CompiledProgram compile(TensorProgram program) {
        return new CompiledProgram() {
            @Override
            public TensorProgram program() {
                return program;
            }

            @Override
            public Execution start() {
                return new Run(program);
            }
        };
    }

    @Override
    public Resident room(int... shape) {
        return CpuTarget.INSTANCE.room(shape);
    }

    @Override
    public Resident keep(Weights weights) {
        return CpuTarget.INSTANCE.keep(weights);
    }

    private static final class Run implements Execution {
        private final TensorProgram program;
        private final Tensor[] inputs;
        private final Map<Integer, Resident> residents = new HashMap<>();
        private List<Tensor> outputs;

        Run(TensorProgram program) {
            this.program = program;
            this.inputs = new Tensor[program.inputs().size()];
        }

        @Override
        public void number(int input, double value) {
            inputs[input] = Tensor.scalar(value);
        }

        @Override
        public void vector(int input, double[] values) {
            inputs[input] = Tensor.of(values);
        }

        @Override
        public void tensor(int input, int[] shape, double[] values) {
            inputs[input] = Tensor.of(shape, values);
        }

        @Override
        public void weights(int input, Weights weights) {
            inputs[input] = weights.numbers();
        }

        @Override
        public void resident(int input, Resident tensor) {
            residents.put(input, tensor);
        }

        /// Reads the residents as they are now, and writes what is updated.
        @Override
        public void run() {
            residents.forEach((input, tensor) -> {
                double[] numbers = new double[Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact)];
                tensor.read(0, numbers);
                inputs[input] = Tensor.of(tensor.shape(), numbers);
            });
            List<Value> updates = program.values().stream().filter(value -> value.operation() instanceof Operation.Update).toList();
            List<Value> observed = new ArrayList<>(program.outputs());
            observed.addAll(updates);
            outputs = ReferenceInterpreter.run(TensorProgram.of(program.inputs(), observed), Arrays.asList(inputs));
            for (int i = 0; i < updates.size(); i++) {
                residents.get(program.inputs().indexOf(updates.get(i).operand(0)))
                        .write(0, outputs.get(program.outputs().size() + i).values());
            }
        }

        @Override
        public double number(int output) {
            return outputs.get(output).values()[0];
        }

        @Override
        public int size(int output) {
            return outputs.get(output).size();
        }

        @Override
        public void copy(int output, double[] to) {
            System.arraycopy(outputs.get(output).values(), 0, to, 0, size(output));
        }

        @Override
        public void close() {
            // nothing is kept
        }
    }
}
