package org.decant.runtime.model.llama;

import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;

/// Draft heads of a model (Medusa: Cai et al., 2024), as a file of their own keeps them. Head k, from 1, foresees the
/// token k places behind the next one: its scores are those that the model's own output gives h + SiLU(W h + b), where
/// h are the features that the model's logits are made of.
///
/// @param model whose heads they are; see [#fingerprint]
/// @param width of h
/// @param heads the first one first
public record DraftHeads(String model, int width, List<Head> heads) {
    /// What the file says in the place of an architecture.
    private static final String KIND = "draft-heads";
    private static final int MOST = 16;

    /// @param weight   W, rows are output features
    /// @param bias     b
    /// @param accuracy how often the likeliest token, the second and so on was the one that came, each from 0 to 1,
    ///                 measured on texts that were not learnt from
    public record Head(float[] weight, float[] bias, float[] accuracy) {}

    /// What tells models apart however their matrices are stored: the SHA-256 sum of the factors of their last norm.
    ///
    /// @throws DecantException where the file has none
    public static String fingerprint(GgufFile model) {
        GgufTensor norm = model.tensor("output_norm.weight");
        if (norm == null) {
            throw LlamaShape.fail(model, "it has no tensor output_norm.weight");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(norm.data().toArray(ValueLayout.JAVA_BYTE)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// @throws DecantException where these are not the heads of the model in `file`
    void check(GgufFile file) {
        if (!model.equals(fingerprint(file))) {
            throw new DecantException("the draft heads are those of another model than " + file.name(),
                    "train heads for this one: the trainer's command `heads`");
        }
    }

    /// The accuracies by head and rank.
    List<List<Double>> accuracy() {
        List<List<Double>> all = new ArrayList<>();
        for (Head head : heads) {
            List<Double> byRank = new ArrayList<>();
            for (float part : head.accuracy) {
                byRank.add((double) part);
            }
            all.add(List.copyOf(byRank));
        }
        return List.copyOf(all);
    }

    /// Reads a file of heads.
    ///
    /// @throws DecantException where it is none, or damaged
    public static DraftHeads read(GgufFile file) {
        if (!file.metadata().text("general.architecture", "").equals(KIND)) {
            throw new DecantException("the file " + file.name() + " holds no draft heads",
                    "they are made for a model by the trainer's command `heads`");
        }
        int width = file.metadata().whole("heads.width", 1, 1 << 20);
        int count = file.metadata().whole("heads.count", 1, MOST);
        List<Head> heads = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            heads.add(new Head(values(file, weightName(number), width, width), values(file, biasName(number), 1, width),
                    file.metadata().reals(accuracyKey(number))));
        }
        return new DraftHeads(file.metadata().text("heads.model"), width, heads);
    }

    private static float[] values(GgufFile file, String name, int rows, int columns) {
        GgufTensor tensor = file.tensor(name);
        if (tensor == null || tensor.rows() != rows || tensor.columns() != columns || !tensor.type().readable()) {
            throw new DecantException("the file of heads " + file.name() + " has no tensor " + name + " of [" + rows + ", "
                    + columns + "]", "make it again");
        }
        float[] values = new float[rows * columns];
        Blocks.dequantize(tensor.type(), tensor.data(), 0, values.length, values, 0);
        return values;
    }

    /// The file of these heads, matrices in F16.
    public GgufWriter file() {
        GgufWriter out = new GgufWriter().put("general.architecture", KIND).put("general.license", "Apache-2.0")
                .put("heads.model", model).put("heads.width", width).put("heads.count", heads.size());
        for (int number = 1; number <= heads.size(); number++) {
            Head head = heads.get(number - 1);
            out.put(accuracyKey(number), head.accuracy);
            out.tensor(weightName(number), TensorType.F16, head.weight, width, width);
            out.tensor(biasName(number), TensorType.F32, head.bias, width);
        }
        return out;
    }

    private static String accuracyKey(int number) {
        return "heads." + number + ".accuracy";
    }

    private static String weightName(int number) {
        return "head." + number + ".weight";
    }

    private static String biasName(int number) {
        return "head." + number + ".bias";
    }
}
