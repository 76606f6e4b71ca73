package org.decant.runtime.model.llama;

import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;

/// A model as tensor programs on a target: a [LlamaProgram] for its layers, another one for its scores, and its weights.
final class DeviceLlama implements LlamaExecutor {
    final LlamaShape shape;
    final Rope rope;
    final Embedding embedding;
    private final Target target;
    private final DeviceWeights weights;
    private final Part layer;
    private final Part scores;

    /// A program that is ready to run.
    ///
    /// @param inputs their numbers by their names
    record Part(CompiledProgram compiled, Map<String, Integer> inputs) {}

    private DeviceLlama(LlamaShape shape, Rope rope, Embedding embedding, Target target, DeviceWeights weights, TensorProgram layer,
            TensorProgram scores) {
        this.shape = shape;
        this.rope = rope;
        this.embedding = embedding;
        this.target = target;
        this.weights = weights;
        this.layer = new Part(target.compile(layer), LlamaProgram.inputs(layer));
        this.scores = new Part(target.compile(scores), LlamaProgram.inputs(scores));
    }

    static DeviceLlama load(GgufFile file, LlamaShape shape, Rope rope, LlamaLoader loader, Target target) {
        TensorProgram layer = LlamaProgram.layer(shape, name -> file.tensor("blk.0." + name) != null);
        TensorProgram scores = LlamaProgram.scores(shape);
        DeviceWeights weights = DeviceWeights.read(file, loader, List.of(layer, scores));
        return new DeviceLlama(shape, rope, loader.embedding(), target, weights, layer, scores);
    }

    /// What is thrown where something is asked of a model that the device does not do.
    ///
    /// @param but what it does instead, as a relative clause
    static DecantException refused(String model, Target target, String but) {
        return new DecantException("the model " + model + " runs on the device " + target.name() + ", " + but,
                "run it on the processor: `--device cpu`");
    }

    @Override
    public BlockForward open(KvLayout layout) {
        return new DeviceForward(this, layout);
    }

    @Override
    public long weightBytes() {
        return weights.bytes();
    }

    @Override
    public String device() {
        return target.name();
    }

    Run layer() {
        return new Run(layer);
    }

    Run scores() {
        return new Run(scores);
    }

    DeviceWeights weights() {
        return weights;
    }

    /// A run of a program, which is given its inputs by their names; the weights are there already.
    final class Run implements AutoCloseable {
        private final Execution execution;
        private final Map<String, Integer> inputs;

        private Run(Part part) {
            execution = part.compiled.start();
            inputs = part.inputs;
            weights.matrices().forEach((name, matrix) -> {
                if (inputs.containsKey(name)) {
                    execution.weights(inputs.get(name), matrix);
                }
            });
            weights.vectors().forEach((name, vector) -> {
                if (inputs.containsKey(name)) {
                    int[] all = {vector.length};
                    int[] ofLayers = {shape.layers(), vector.length / shape.layers()};
                    execution.tensor(inputs.get(name), LlamaProgram.ofLayers(name) ? ofLayers : all, vector);
                }
            });
        }

        void give(String name, double[] values, int... shape) {
            execution.tensor(inputs.get(name), shape, values);
        }

        void run() {
            execution.run();
        }

        double[] output(int output) {
            double[] values = new double[execution.size(output)];
            execution.copy(output, values);
            return values;
        }

        void copy(int output, double[] to) {
            execution.copy(output, to);
        }

        @Override
        public void close() {
            execution.close();
        }
    }
}
