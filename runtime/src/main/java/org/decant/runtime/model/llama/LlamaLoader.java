package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.TensorType;

/// Reads weights from a file into the layouts of the kernels.
final class LlamaLoader {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final GgufFile file;
    private final Architecture architecture;
    private final LlamaShape shape;
    private final DoubleConsumer progress;
    private final long total;
    private long loaded;

    /// @param progress told the part that is loaded, from 0 to 1, now and then
    LlamaLoader(GgufFile file, Architecture architecture, LlamaShape shape, DoubleConsumer progress) {
        this.file = file;
        this.architecture = architecture;
        this.shape = shape;
        this.progress = progress;
        this.total = Math.max(1, file.bytes());
    }

    LlamaWeights load() {
        LlamaWeights.Layer[] layers = new LlamaWeights.Layer[shape.layers()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = layer("blk." + i + ".");
        }
        float[] norm = vector("output_norm.weight", shape.width(), true);
        String output = file.tensor("output.weight") != null ? "output.weight" : "token_embd.weight";
        Matrix matrix = matrix(output, shape.vocabulary(), shape.width());
        GgufTensor embedding = tensor("token_embd.weight", shape.vocabulary(), shape.width());
        progress.accept(1);
        return new LlamaWeights(embedding, layers, norm, matrix);
    }

    private LlamaWeights.Layer layer(String prefix) {
        int width = shape.width();
        int queries = shape.queryWidth();
        int keys = shape.keyWidth();
        boolean biases = architecture.needsBiases();
        boolean norms = architecture.normalisesHeads();
        return new LlamaWeights.Layer(vector(prefix + "attn_norm.weight", width, true),
                matrix(prefix + "attn_q.weight", queries, width), matrix(prefix + "attn_k.weight", keys, width),
                matrix(prefix + "attn_v.weight", keys, width), vector(prefix + "attn_q.bias", queries, biases),
                vector(prefix + "attn_k.bias", keys, biases), vector(prefix + "attn_v.bias", keys, biases),
                vector(prefix + "attn_q_norm.weight", shape.headWidth(), norms),
                vector(prefix + "attn_k_norm.weight", shape.headWidth(), norms),
                matrix(prefix + "attn_output.weight", width, queries),
                vector(prefix + "attn_output.bias", width, false),
                vector(prefix + "ffn_norm.weight", width, true),
                matrix(prefix + "ffn_gate.weight", shape.feedForward(), width),
                matrix(prefix + "ffn_up.weight", shape.feedForward(), width),
                matrix(prefix + "ffn_down.weight", width, shape.feedForward()));
    }

    private GgufTensor tensor(String name, int rows, int columns) {
        GgufTensor tensor = file.tensor(name);
        if (tensor == null) {
            throw LlamaShape.fail(file, "it has no tensor " + name);
        }
        if (tensor.columns() != columns || tensor.rows() != rows) {
            throw LlamaShape.fail(file, "the tensor " + name + " is " + tensor.shapeText() + ", not [" + rows + ", "
                    + columns + "]");
        }
        if (!tensor.type().readable()) {
            throw new DecantException("the model file " + file.name() + " has the tensor " + name + " in the type "
                    + tensor.type() + ", which is not supported", "supported are " + TensorType.readableNames());
        }
        return tensor;
    }

    /// The numbers of a vector, null where it is absent and need not be there.
    private float[] vector(String name, int size, boolean needed) {
        if (!needed && file.tensor(name) == null) {
            return null;
        }
        GgufTensor tensor = tensor(name, 1, size);
        float[] values = new float[Lanes.padded(size)];
        Blocks.dequantize(tensor.type(), tensor.data(), 0, size, values, 0);
        return values;
    }

    private Matrix matrix(String name, int rows, int columns) {
        GgufTensor tensor = tensor(name, rows, columns);
        if ((long) rows * Lanes.padded(columns) > Integer.MAX_VALUE - 64) {
            throw LlamaShape.fail(file, "the tensor " + name + " has more than 2^31 elements");
        }
        Matrix matrix = switch (tensor.type()) {
            case F32 -> floats(tensor, rows, columns);
            case F16, BF16 -> halves(tensor, rows, columns);
            case Q4_0, Q4_K -> nibbles(tensor, rows, columns);
            default -> bytes(tensor, rows, columns);
        };
        loaded += tensor.data().byteSize();
        progress.accept(Math.min(1, (double) loaded / total));
        return matrix;
    }

    private static Matrix floats(GgufTensor tensor, int rows, int columns) {
        int stride = Lanes.padded(columns);
        float[] values = new float[rows * stride];
        for (int row = 0; row < rows; row++) {
            Blocks.dequantize(TensorType.F32, tensor.data(), (long) row * columns, columns, values, row * stride);
        }
        return new FloatMatrix(rows, columns, values);
    }

    private static Matrix halves(GgufTensor tensor, int rows, int columns) {
        short[] values = new short[rows * columns];
        MemorySegment.copy(tensor.data(), SHORT, 0, values, 0, values.length);
        return new HalfMatrix(rows, columns, values, tensor.type() == TensorType.F16);
    }

    private static Matrix bytes(GgufTensor tensor, int rows, int columns) {
        int stride = ByteMatrix.stride(columns);
        int group = Blocks.groupSize(tensor.type());
        int groups = stride / group;
        int[] quants = new int[rows * (stride / 4)];
        float[] scales = new float[rows * groups];
        float[] minimums = Blocks.hasMinimums(tensor.type()) ? new float[rows * groups] : null;
        IntStream.range(0, rows).parallel().forEach(row -> {
            byte[] unpacked = new byte[stride];
            Blocks.read(tensor.type(), tensor.data(), (long) row * columns, columns, unpacked, 0, scales, minimums,
                    row * groups);
            ByteMatrix.pack(unpacked, stride, quants, row * (stride / 4), scales, row * groups, groups);
        });
        return new ByteMatrix(rows, columns, quants, scales, minimums, group);
    }

    private static Matrix nibbles(GgufTensor tensor, int rows, int columns) {
        int stride = NibbleMatrix.stride(columns);
        int groups = stride / 32;
        int[] quants = new int[rows * (stride / 8)];
        float[] scales = new float[rows * groups];
        boolean hasMinimums = Blocks.hasMinimums(tensor.type());
        float[] minimums = hasMinimums ? new float[rows * groups] : null;
        IntStream.range(0, rows).parallel().forEach(row -> {
            byte[] unpacked = new byte[stride];
            Blocks.read(tensor.type(), tensor.data(), (long) row * columns, columns, unpacked, 0, scales, minimums,
                    row * groups);
            for (int i = 0; i < columns && !hasMinimums; i++) {
                unpacked[i] += 8;
            }
            NibbleMatrix.pack(unpacked, stride, quants, row * (stride / 8));
        });
        return new NibbleMatrix(rows, columns, quants, scales, minimums);
    }
}
