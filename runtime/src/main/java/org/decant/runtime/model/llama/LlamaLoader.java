package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.TensorType;

/// Reads weights from a file into the layouts of the kernels.
final class LlamaLoader {
    static final ValueLayout.OfShort SHORT =
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
        float[] norm = norm();
        Matrix matrix = output();
        progress.accept(1);
        return new LlamaWeights(embedding(), layers, norm, matrix);
    }

    /// Factors of the last norm, padded.
    float[] norm() {
        return vector("output_norm.weight", shape.width(), true);
    }

    Embedding embedding() {
        return new Embedding(tensor("token_embd.weight", shape.vocabulary(), shape.width()));
    }

    /// What scores the tokens, alone.
    Matrix output() {
        return matrix(output(file), shape.vocabulary(), shape.width());
    }

    /// The name of the tensor that scores the tokens.
    static String output(GgufFile file) {
        return file.tensor("output.weight") != null ? "output.weight" : "token_embd.weight";
    }

    /// Tells that a tensor is loaded.
    void tell(String name) {
        GgufTensor tensor = file.tensor(name);
        loaded += tensor == null ? 0 : tensor.data().byteSize();
        progress.accept(Math.min(1, (double) loaded / total));
    }

    /// The kernels in Java that a model of these tensors needs.
    static Set<Warmth> kernels(GgufFile file) {
        Set<Warmth> kernels = EnumSet.of(Warmth.ACTIVATIONS);
        for (GgufTensor tensor : file.tensors()) {
            // what has one row is a vector
            if (tensor.rows() > 1 && !inMachineCode(tensor)) {
                kernels.add(Warmth.PRODUCTS);
                switch (tensor.type()) {
                    case F32, F16, BF16 -> {
                        // products alone
                    }
                    case Q4_0, Q4_K -> kernels.add(Warmth.NIBBLES);
                    default -> kernels.add(Warmth.BYTES);
                }
            }
        }
        return kernels;
    }

    private static boolean inMachineCode(GgufTensor tensor) {
        return switch (tensor.type()) {
            case F32 -> FloatKernel.Form.F32.kernels() != null;
            case F16 -> FloatKernel.Form.F16.kernels() != null;
            case BF16 -> FloatKernel.Form.BF16.kernels() != null;
            default -> IntegerMatrix.supports(tensor.type(), tensor.rows(), tensor.columns());
        };
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

    GgufTensor tensor(String name, int rows, int columns) {
        GgufTensor tensor = file.tensor(name);
        if (tensor == null) {
            throw LlamaShape.fail(file, "it has no tensor " + name);
        }
        if (tensor.columns() != columns || tensor.rows() != rows) {
            throw LlamaShape.fail(file, "the tensor " + name + " is " + tensor.shapeText() + ", not [" + rows + ", "
                    + columns + "]");
        }
        checkType(file, tensor);
        return tensor;
    }

    /// @throws DecantException where the tensor's type is not supported
    static void checkType(GgufFile file, GgufTensor tensor) {
        if (!tensor.type().readable()) {
            throw new DecantException("the model file " + file.name() + " has the tensor " + tensor.name()
                    + " in the type " + tensor.type() + ", which is not supported",
                    "supported are " + TensorType.readableNames());
        }
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
        Matrix matrix = IntegerMatrix.supports(tensor.type(), rows, columns) ? integers(tensor, rows, columns)
                : switch (tensor.type()) {
                    case F32 -> floats(tensor, rows, columns);
                    case F16, BF16 -> halves(tensor, rows, columns);
                    case Q4_0, Q4_K -> nibbles(tensor, rows, columns);
                    default -> bytes(tensor, rows, columns);
                };
        tell(name);
        return matrix;
    }

    /// The matrix as floats, whatever the file's type.
    private static Matrix floats(GgufTensor tensor, int rows, int columns) {
        int depth = DecodedMatrix.depth(columns);
        float[] values = new float[Matrix.panels(rows) * Lanes.PANEL * depth];
        forRows(rows, row -> {
            float[] unpacked = new float[columns];
            Blocks.dequantize(tensor.type(), tensor.data(), (long) row * columns, columns, unpacked, 0);
            int at = place(row, depth);
            for (int i = 0; i < columns; i++) {
                values[at + i * Lanes.PANEL] = unpacked[i];
            }
        });
        return new FloatMatrix(rows, columns, values);
    }

    private static Matrix halves(GgufTensor tensor, int rows, int columns) {
        int depth = DecodedMatrix.depth(columns);
        short[] values = new short[Matrix.panels(rows) * Lanes.PANEL * depth];
        forRows(rows, row -> {
            short[] unpacked = new short[columns];
            MemorySegment.copy(tensor.data(), SHORT, 2L * row * columns, unpacked, 0, columns);
            int at = place(row, depth);
            for (int i = 0; i < columns; i++) {
                values[at + i * Lanes.PANEL] = unpacked[i];
            }
        });
        return new HalfMatrix(rows, columns, values, tensor.type() == TensorType.F16);
    }

    /// A quantised matrix for the kernels in machine code.
    private static Matrix integers(GgufTensor tensor, int rows, int columns) {
        IntegerMatrix.Packer packer = new IntegerMatrix.Packer(tensor.type(), rows, columns);
        int groups = columns / Blocks.groupSize(tensor.type());
        forRows(rows, row -> {
            byte[] quants = new byte[columns];
            float[] scales = new float[groups];
            float[] minimums = Blocks.hasMinimums(tensor.type()) ? new float[groups] : null;
            Blocks.read(tensor.type(), tensor.data(), (long) row * columns, columns, quants, 0, scales, minimums, 0);
            packer.put(row, quants, scales, minimums);
        });
        return packer.matrix();
    }

    private static Matrix bytes(GgufTensor tensor, int rows, int columns) {
        int group = Blocks.groupSize(tensor.type());
        int[] quants = new int[Matrix.panels(rows) * Lanes.PANEL * (columns / 4)];
        Scales scales = Scales.of(tensor.type(), rows, columns, 0x1p-24f);
        AtomicBoolean fits = new AtomicBoolean(true);
        forRows(rows, row -> {
            byte[] unpacked = scales.read(tensor, row);
            for (byte quant : unpacked) {
                if (quant == Byte.MIN_VALUE) {
                    fits.set(false);
                }
            }
            ByteMatrix.pack(row, unpacked, columns, quants);
        });
        if (!fits.get()) {
            // Quantisers do not write -128, but it is a number like the others.
            return floats(tensor, rows, columns);
        }
        return new ByteMatrix(rows, columns, quants, scales.scales, scales.minimums, group);
    }

    private static Matrix nibbles(GgufTensor tensor, int rows, int columns) {
        int[] quants = new int[Matrix.panels(rows) * Lanes.PANEL * (columns / 8)];
        Scales scales = Scales.of(tensor.type(), rows, columns, 1);
        int offset = scales.minimums == null ? 8 : 0;
        forRows(rows, row -> {
            byte[] unpacked = scales.read(tensor, row);
            for (int i = 0; i < columns; i++) {
                unpacked[i] += (byte) offset;
            }
            NibbleMatrix.pack(row, unpacked, columns, quants);
        });
        return new NibbleMatrix(rows, columns, quants, scales.scales, scales.minimums);
    }

    /// Where the first of `steps` numbers of a row lies; the others follow [Lanes#PANEL] apart.
    private static int place(int row, int steps) {
        return row / Lanes.PANEL * Lanes.PANEL * steps + row % Lanes.PANEL;
    }

    /// Rows of a panel are read by one thread: their numbers lie side by side.
    private static void forRows(int rows, IntConsumer read) {
        IntStream.range(0, Matrix.panels(rows)).parallel().forEach(panel -> {
            int to = Math.min(rows, (panel + 1) * Lanes.PANEL);
            for (int row = panel * Lanes.PANEL; row < to; row++) {
                read.accept(row);
            }
        });
    }

    /// The scales of a quantised matrix in the layout of the kernels.
    ///
    /// @param minimums null where the type has none
    /// @param factor   what scales are multiplied with
    private record Scales(int columns, int groups, float[] scales, float[] minimums, float factor) {

        static Scales of(TensorType type, int rows, int columns, float factor) {
            int groups = columns / Blocks.groupSize(type);
            int size = Matrix.panels(rows) * Lanes.PANEL * groups;
            return new Scales(columns, groups, new float[size], Blocks.hasMinimums(type) ? new float[size] : null,
                    factor);
        }

        /// Reads a row, puts its scales in their places and gives its quants.
        byte[] read(GgufTensor tensor, int row) {
            byte[] quants = new byte[columns];
            float[] own = new float[groups];
            float[] least = minimums == null ? null : new float[groups];
            Blocks.read(tensor.type(), tensor.data(), (long) row * columns, columns, quants, 0, own, least, 0);
            int at = place(row, groups);
            for (int i = 0; i < groups; i++) {
                scales[at + i * Lanes.PANEL] = own[i] * factor;
                if (least != null) {
                    minimums[at + i * Lanes.PANEL] = least[i];
                }
            }
            return quants;
        }
    }
}
