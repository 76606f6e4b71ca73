package org.decant.bench.llama;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.GgufValue;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;

/// A model file that says what a smaller one says, at the cost of a larger one: its hidden states and feed-forward layers have more
/// features, which are 0 or are multiplied with zeros. So strategies can be measured on a model of any size that drafters agree
/// with, where only small ones are trained.
final class WidenedModelFile {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final GgufFile from;
    private final int width;
    private final int feedForward;

    /// @param width       features of hidden states, at least those that there are, as with the others
    /// @param feedForward features of each feed-forward layer
    WidenedModelFile(GgufFile from, int width, int feedForward) {
        this.from = from;
        this.width = width;
        this.feedForward = feedForward;
    }

    /// Writes one: `WidenedModelFile FROM WIDTH FEED_FORWARD OUT`.
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4 || !(arguments[1] + "," + arguments[2]).matches("[1-9][0-9]{0,6},[1-9][0-9]{0,6}")) {
            System.err.println("bench/wide FROM.gguf WIDTH FEED_FORWARD OUT.gguf");
            System.exit(2);
        }
        try {
            new WidenedModelFile(GgufFile.open(Path.of(arguments[0])), Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2])).write(Path.of(arguments[3]));
        } catch (DecantException bad) {
            System.err.println(bad.getMessage());
            System.exit(2);
        }
    }

    void write(Path path) throws IOException {
        GgufWriter out = new GgufWriter();
        from.metadata().values().forEach((key, value) -> put(out, key, value));
        String prefix = from.metadata().text("general.architecture") + ".";
        int before = from.metadata().whole(prefix + "embedding_length", 1, width);
        int head = from.metadata().whole(prefix + "attention.key_length", 1, before,
                before / from.metadata().whole(prefix + "attention.head_count", 1, before));
        String epsilon = prefix + "attention.layer_norm_rms_epsilon";
        // The mean of the squares is over more features, all but the old ones 0; so it, and what is added to it, are smaller.
        double share = (double) before / width;
        out.put(prefix + "embedding_length", width).put(prefix + "feed_forward_length", feedForward)
                .put(prefix + "attention.key_length", head).put(prefix + "attention.value_length", head)
                .put(epsilon, (float) (from.metadata().real(epsilon) * share));
        for (GgufTensor tensor : from.tensors()) {
            String name = tensor.name();
            String kind = name.substring(name.lastIndexOf('.', name.length() - ".weight".length() - 1) + 1);
            switch (kind) {
                case "attn_norm.weight", "ffn_norm.weight", "output_norm.weight" -> out.tensor(name, TensorType.F32,
                        factors(tensor, Math.sqrt(share)), width);
                case "token_embd.weight", "output.weight", "attn_q.weight", "attn_k.weight", "attn_v.weight" ->
                        put(out, tensor, tensor.rows(), width, false);
                case "attn_output.weight" -> put(out, tensor, width, tensor.columns(), false);
                case "ffn_gate.weight", "ffn_up.weight" -> put(out, tensor, feedForward, width, true);
                case "ffn_down.weight" -> put(out, tensor, width, feedForward, false);
                default -> out.tensor(name, tensor.type(), tensor.data().toArray(ValueLayout.JAVA_BYTE), tensor.shape());
            }
        }
        out.write(path);
    }

    private float[] factors(GgufTensor tensor, double share) {
        float[] factors = new float[width];
        for (int i = 0; i < tensor.columns(); i++) {
            factors[i] = (float) (tensor.data().get(FLOAT, 4L * i) * share);
        }
        return factors;
    }

    /// Rows and columns are added: zeros, for in every type a number all of whose bits are 0 is zero, and so is a block; or the
    /// rows from the first again.
    private static void put(GgufWriter out, GgufTensor tensor, long rows, long columns, boolean again) {
        TensorType type = tensor.type();
        if (rows < tensor.rows() || columns < tensor.columns() || columns % type.blockSize() != 0) {
            throw new DecantException(tensor.name() + " of " + tensor.shapeText() + " cannot have " + rows + " rows of " + columns,
                    "there must be at least as many as now, in whole blocks of " + type.blockSize());
        }
        byte[] data = tensor.data().toArray(ValueLayout.JAVA_BYTE);
        int row = Math.toIntExact(type.bytes(tensor.columns()));
        int wide = Math.toIntExact(type.bytes(columns));
        byte[] all = new byte[Math.toIntExact(wide * rows)];
        for (int i = 0; i < (again ? rows : tensor.rows()); i++) {
            System.arraycopy(data, (int) (i % tensor.rows()) * row, all, i * wide, row);
        }
        out.tensor(tensor.name(), type, all, columns, rows);
    }

    private static void put(GgufWriter out, String key, GgufValue value) {
        switch (value) {
            case GgufValue.Whole whole -> out.put(key, Math.toIntExact(whole.value()));
            case GgufValue.Real real -> out.put(key, (float) real.value());
            case GgufValue.Truth truth -> out.put(key, truth.value());
            case GgufValue.Text text -> out.put(key, text.value());
            case GgufValue.Array array -> {
                if (array.elementType().isWhole()) {
                    out.put(key, array.wholes());
                } else if (array.elementType().isReal()) {
                    out.put(key, array.reals());
                } else {
                    out.put(key, array.texts());
                }
            }
        }
    }
}
