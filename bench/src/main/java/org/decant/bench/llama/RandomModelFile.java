package org.decant.bench.llama;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;

/// A model file of the Llama family with random weights: what engines are held against each other with, and measured on
/// where no trained model is at hand.
///
/// Its tokens are the 256 bytes, two letters each, and two control tokens. The scores of all but printable tokens are 0,
/// so that what it writes greedily is text.
///
/// @param type of the matrices: F32, F16, Q8_0 or Q4_0
record RandomModelFile(TensorType type, int width, int layers, int heads, int keyHeads, int feedForward, long seed) {
    private static final int BYTES = 256;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    /// Writes one: `RandomModelFile OUT TYPE WIDTH LAYERS HEADS KEY_HEADS FEED_FORWARD [SEED]`.
    public static void main(String[] arguments) throws IOException {
        int[] sizes = Arrays.stream(arguments, 2, 7).mapToInt(Integer::parseInt).toArray();
        new RandomModelFile(TensorType.valueOf(arguments[1]), sizes[0], sizes[1], sizes[2], sizes[3], sizes[4],
                arguments.length > 7 ? Long.parseLong(arguments[7]) : 1).write(Path.of(arguments[0]));
    }

    void write(Path path) throws IOException {
        List<String> tokens = tokens();
        GgufWriter out = new GgufWriter();
        out.put("general.architecture", "llama").put("general.name", "random").put("llama.context_length", 2048)
                .put("llama.embedding_length", width).put("llama.block_count", layers)
                .put("llama.feed_forward_length", feedForward).put("llama.attention.head_count", heads)
                .put("llama.attention.head_count_kv", keyHeads).put("llama.vocab_size", tokens.size())
                .put("llama.rope.dimension_count", width / heads)
                .put("llama.attention.layer_norm_rms_epsilon", 1e-5f).put("llama.rope.freq_base", 10_000f);
        vocabulary(out, tokens);
        Random random = new Random(seed);
        int keys = width / heads * keyHeads;
        matrix(out, random, "token_embd.weight", tokens.size(), width);
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "blk." + layer + ".";
            norm(out, random, prefix + "attn_norm.weight");
            matrix(out, random, prefix + "attn_q.weight", width, width);
            matrix(out, random, prefix + "attn_k.weight", keys, width);
            matrix(out, random, prefix + "attn_v.weight", keys, width);
            matrix(out, random, prefix + "attn_output.weight", width, width);
            norm(out, random, prefix + "ffn_norm.weight");
            matrix(out, random, prefix + "ffn_gate.weight", feedForward, width);
            matrix(out, random, prefix + "ffn_up.weight", feedForward, width);
            matrix(out, random, prefix + "ffn_down.weight", width, feedForward);
        }
        norm(out, random, "output_norm.weight");
        float[] output = numbers(random, tokens.size() * width, 0, 1 / Math.sqrt(width));
        for (int id = 0; id < tokens.size(); id++) {
            if (id <= ' ' || id > '~' && id < BYTES || id >= tokens.size() - 2) {
                Arrays.fill(output, id * width, (id + 1) * width, 0);
            }
        }
        out.tensor("output.weight", type, output, width, tokens.size());
        out.write(path);
    }

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (int value = 0, other = 256; value < BYTES; value++) {
            boolean printable = value > ' ' && value < 0x7F || value > 0xA0 && value != 0xAD;
            tokens.add(Character.toString(printable ? value : other++));
        }
        merges().forEach(merge -> tokens.add(merge.replace(" ", "")));
        tokens.add("<|begin_of_text|>");
        tokens.add("<|end_of_text|>");
        return tokens;
    }

    private static List<String> merges() {
        return LETTERS.chars().boxed().flatMap(a -> LETTERS.chars().mapToObj(b -> (char) (int) a + " " + (char) b))
                .toList();
    }

    private static void vocabulary(GgufWriter out, List<String> tokens) {
        int[] types = new int[tokens.size()];
        Arrays.fill(types, 1);
        types[tokens.size() - 2] = 3;
        types[tokens.size() - 1] = 3;
        out.put("tokenizer.ggml.model", "gpt2").put("tokenizer.ggml.pre", "llama-bpe")
                .put("tokenizer.ggml.tokens", tokens.toArray(String[]::new)).put("tokenizer.ggml.token_type", types)
                .put("tokenizer.ggml.merges", merges().toArray(String[]::new))
                .put("tokenizer.ggml.bos_token_id", tokens.size() - 2)
                .put("tokenizer.ggml.eos_token_id", tokens.size() - 1).put("tokenizer.ggml.add_bos_token", true);
    }

    private void norm(GgufWriter out, Random random, String name) {
        out.tensor(name, TensorType.F32, numbers(random, width, 1, 0.1), width);
    }

    private void matrix(GgufWriter out, Random random, String name, int rows, int columns) {
        out.tensor(name, type, numbers(random, rows * columns, 0, 1 / Math.sqrt(columns)), columns, rows);
    }

    private static float[] numbers(Random random, int count, double mean, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }
}
