package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Value;
import org.decant.runtime.tensor.program.Weights;

/// The weights that the programs of a model read, by the names of their inputs; those of all layers together.
///
/// Matrices of the types Q8_0, Q4_0 and F16 keep their numbers as they are; others have 32 bits.
///
/// @param vectors row-major
record DeviceWeights(Map<String, Weights> matrices, Map<String, double[]> vectors) {

    /// @param programs whose inputs are looked for in the file
    static DeviceWeights read(GgufFile file, LlamaLoader loader, List<TensorProgram> programs) {
        DeviceWeights weights = new DeviceWeights(new HashMap<>(), new HashMap<>());
        for (TensorProgram program : programs) {
            for (Value input : program.inputs()) {
                String name = ((Operation.Input) input.operation()).name();
                if (name.endsWith(".weight") || name.endsWith(".bias")) {
                    weights.read(file, loader, name, input.type().shape().stream().mapToInt(Extent::size).toArray(),
                            input.type().kind() == org.decant.runtime.tensor.program.TensorType.Kind.WEIGHTS);
                }
            }
        }
        return weights;
    }

    private void read(GgufFile file, LlamaLoader loader, String name, int[] shape, boolean matrix) {
        List<String> names = LlamaProgram.ofLayers(name) ? IntStream.range(0, shape[0]).mapToObj(layer -> "blk." + layer + "." + name).toList()
                : List.of(name.equals("output.weight") ? LlamaLoader.output(file) : name);
        int columns = shape[shape.length - 1];
        int rows = matrix ? shape[shape.length - 2] : 1;
        List<GgufTensor> tensors = names.stream().map(each -> loader.tensor(each, rows, columns)).toList();
        if ((long) names.size() * rows * columns > Integer.MAX_VALUE - 64) {
            throw LlamaShape.fail(file, "the tensors " + name + " have more than 2^31 elements together, too many for a device");
        }
        if (matrix) {
            matrices.put(name, matrix(tensors, shape));
            names.forEach(loader::tell);
        } else {
            double[] all = new double[names.size() * columns];
            for (int i = 0; i < names.size(); i++) {
                float[] one = floats(tensors.get(i));
                for (int k = 0; k < columns; k++) {
                    all[i * columns + k] = one[k];
                }
            }
            vectors.put(name, all);
        }
    }

    private static Weights matrix(List<GgufTensor> tensors, int[] shape) {
        int each = Math.toIntExact(tensors.getFirst().elements());
        int count = tensors.size() * each;
        if (tensors.stream().allMatch(tensor -> tensor.type() == TensorType.Q8_0 || tensor.type() == TensorType.Q4_0)) {
            byte[] quants = new byte[count];
            float[] scales = new float[count / Weights.Bytes.BLOCK];
            for (int i = 0; i < tensors.size(); i++) {
                GgufTensor tensor = tensors.get(i);
                Blocks.read(tensor.type(), tensor.data(), 0, each, quants, i * each, scales, null, i * each / Weights.Bytes.BLOCK);
            }
            return new Weights.Bytes(shape, quants, scales);
        }
        if (tensors.stream().allMatch(tensor -> tensor.type() == TensorType.F16)) {
            short[] bits = new short[count];
            for (int i = 0; i < tensors.size(); i++) {
                MemorySegment.copy(tensors.get(i).data(), LlamaLoader.SHORT, 0, bits, i * each, each);
            }
            return new Weights.Halves(shape, bits);
        }
        float[] values = new float[count];
        for (int i = 0; i < tensors.size(); i++) {
            System.arraycopy(floats(tensors.get(i)), 0, values, i * each, each);
        }
        return new Weights.Floats(shape, values);
    }

    private static float[] floats(GgufTensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        Blocks.dequantize(tensor.type(), tensor.data(), 0, values.length, values, 0);
        return values;
    }

    /// The memory that they take, in bytes.
    long bytes() {
        long bytes = 8L * vectors.values().stream().mapToLong(vector -> vector.length).sum();
        for (Weights weights : matrices.values()) {
            long count = Arrays.stream(weights.shape()).asLongStream().reduce(1, Math::multiplyExact);
            bytes += switch (weights) {
                case Weights.Bytes b -> count + 4L * b.scales().length;
                case Weights.Halves ignored -> 2 * count;
                case Weights.Floats ignored -> 4 * count;
            };
        }
        return bytes;
    }
}
