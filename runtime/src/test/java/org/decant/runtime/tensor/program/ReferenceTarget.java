package org.decant.runtime.tensor.program;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.tensor.Tensor;

/// The reference interpreter as a target.
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

    private static final class Run implements Execution {
        private final TensorProgram program;
        private final Tensor[] inputs;
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
        public void run() {
            outputs = ReferenceInterpreter.run(program, Arrays.asList(inputs));
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
