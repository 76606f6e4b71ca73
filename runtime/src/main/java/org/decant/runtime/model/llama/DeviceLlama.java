package org.decant.runtime.model.llama;

import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;

/// A model as tensor programs on a target: a [LlamaProgram] for its layers, another one for its scores, and its weights, which stay
/// with the target as long as the model is used.
final class DeviceLlama implements LlamaExecutor {
    /// Gives the memory of what is not used any more back.
    static final Cleaner CLEANER = Cleaner.create();

    final LlamaShape shape;
    final Rope rope;
    final Embedding embedding;
    final Target target;
    private final Map<String, Resident> weights;
    private final float[] norm;
    private final long bytes;
    private final Part layer;
    private final Part scores;

    /// A program that is ready to run.
    ///
    /// @param inputs their numbers by their names
    private record Part(CompiledProgram compiled, Map<String, Integer> inputs) {}

    private DeviceLlama(LlamaShape shape, Rope rope, LlamaLoader loader, Target target, DeviceWeights read, TensorProgram layer,
            TensorProgram scores) {
        this.shape = shape;
        this.rope = rope;
        this.embedding = loader.embedding();
        this.target = target;
        this.norm = loader.norm();
        this.bytes = read.bytes();
        this.layer = new Part(target.compile(layer), LlamaProgram.inputs(layer));
        this.scores = new Part(target.compile(scores), LlamaProgram.inputs(scores));
        Map<String, Resident> kept = new HashMap<>();
        CLEANER.register(this, () -> kept.values().forEach(Resident::close));
        read.matrices().forEach((name, matrix) -> kept.put(name, target.keep(matrix)));
        read.vectors().forEach((name, vector) -> {
            Resident room = LlamaProgram.ofLayers(name) ? target.room(shape.layers(), vector.length / shape.layers())
                    : target.room(vector.length);
            kept.put(name, room);
            room.write(0, vector);
        });
        this.weights = kept;
    }

    static DeviceLlama load(GgufFile file, LlamaShape shape, Rope rope, LlamaLoader loader, Target target) {
        TensorProgram layer = LlamaProgram.layer(shape, name -> file.tensor("blk.0." + name) != null);
        TensorProgram scores = LlamaProgram.scores(shape);
        return new DeviceLlama(shape, rope, loader, target, DeviceWeights.read(file, loader, List.of(layer, scores)), layer, scores);
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
        return bytes;
    }

    @Override
    public String device() {
        return target.name();
    }

    /// Factors of the last norm, padded.
    float[] norm() {
        return norm;
    }

    Run layer() {
        return new Run(layer);
    }

    Run scores() {
        return new Run(scores);
    }

    /// A run of a program, which is given its inputs by their names; the weights are there already.
    final class Run implements AutoCloseable {
        private final Execution execution;
        private final Map<String, Integer> inputs;

        private Run(Part part) {
            execution = part.compiled.start();
            inputs = part.inputs;
            weights.forEach((name, tensor) -> {
                if (inputs.containsKey(name)) {
                    give(name, tensor);
                }
            });
        }

        void give(String name, double[] values, int... shape) {
            execution.tensor(inputs.get(name), shape, values);
        }

        void give(String name, Resident tensor) {
            execution.resident(inputs.get(name), tensor);
        }

        void run() {
            execution.run();
        }

        /// The first output.
        double[] output() {
            double[] values = new double[execution.size(0)];
            execution.copy(0, values);
            return values;
        }

        @Override
        public void close() {
            execution.close();
        }
    }
}
