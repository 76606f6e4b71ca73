package org.decant.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;

/// Model files of the Llama family with random weights, small enough for tests of commands. All share a vocabulary of
/// letters.
final class TinyModel {
    static final int WIDTH = 32;
    static final int LAYERS = 3;
    static final int HEADS = 2;
    /// Tokens of the longest text.
    static final int WINDOW = 64;
    static final String LETTERS = "Ġ,.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final int VOCABULARY = LETTERS.length() + 2;

    private TinyModel() {
    }

    /// Writes a file and gives its path.
    static String write(Path file, long seed) throws IOException {
        writer(seed).write(file);
        return file.toString();
    }

    static GgufWriter writer(long seed) {
        GgufWriter out = new GgufWriter();
        out.put("general.architecture", "llama").put("general.name", "tiny").put("llama.context_length", WINDOW)
                .put("llama.embedding_length", WIDTH).put("llama.block_count", LAYERS)
                .put("llama.feed_forward_length", 2 * WIDTH).put("llama.attention.head_count", HEADS)
                .put("llama.attention.layer_norm_rms_epsilon", 1e-5f).put("llama.rope.freq_base", 10_000f)
                .put("tokenizer.chat_template", "{{ '<|im_start|>' + message.role }}");
        vocabulary(out);
        Random random = new Random(seed);
        matrix(out, random, "token_embd.weight", VOCABULARY, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "blk." + layer + ".";
            norm(out, prefix + "attn_norm.weight");
            for (String name : new String[] {"attn_q", "attn_k", "attn_v", "attn_output"}) {
                matrix(out, random, prefix + name + ".weight", WIDTH, WIDTH);
            }
            norm(out, prefix + "ffn_norm.weight");
            matrix(out, random, prefix + "ffn_gate.weight", 2 * WIDTH, WIDTH);
            matrix(out, random, prefix + "ffn_up.weight", 2 * WIDTH, WIDTH);
            matrix(out, random, prefix + "ffn_down.weight", WIDTH, 2 * WIDTH);
        }
        norm(out, "output_norm.weight");
        return out;
    }

    private static void vocabulary(GgufWriter out) {
        String[] tokens = new String[VOCABULARY];
        int[] types = new int[VOCABULARY];
        for (int id = 0; id < LETTERS.length(); id++) {
            tokens[id] = LETTERS.substring(id, id + 1);
            types[id] = 1;
        }
        int begin = LETTERS.length();
        tokens[begin] = "<|begin_of_text|>";
        tokens[begin + 1] = "<|end_of_text|>";
        types[begin] = 3;
        types[begin + 1] = 3;
        out.put("tokenizer.ggml.model", "gpt2").put("tokenizer.ggml.pre", "llama-bpe")
                .put("tokenizer.ggml.tokens", tokens).put("tokenizer.ggml.token_type", types)
                .put("tokenizer.ggml.merges", new String[0]).put("tokenizer.ggml.bos_token_id", begin)
                .put("tokenizer.ggml.eos_token_id", begin + 1).put("tokenizer.ggml.add_bos_token", true);
    }

    private static void norm(GgufWriter out, String name) {
        float[] ones = new float[WIDTH];
        java.util.Arrays.fill(ones, 1);
        out.tensor(name, TensorType.F32, ones, WIDTH);
    }

    private static void matrix(GgufWriter out, Random random, String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(columns));
        }
        out.tensor(name, TensorType.Q8_0, values, columns, rows);
    }
}
