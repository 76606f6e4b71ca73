package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;

/// A model file with random weights, in memory.
record RandomModel(String architecture, TensorType type, int width, int layers, int heads, int keyHeads, int headWidth,
        int feedForward, boolean tied, long seed) {
    static final int VOCABULARY = 300;
    static final int BEGIN = 290;
    static final int END = 291;

    /// How far logits of models this small may be off, times 1 + |logit|.
    double rounding() {
        return rounding(type);
    }

    /// Where weights are quantised, inputs have 16 bits.
    static double rounding(TensorType type) {
        return switch (type) {
            case F32, F16, BF16 -> 1e-4;
            default -> 1e-3;
        };
    }

    static RandomModel small(String architecture, TensorType type) {
        boolean superBlocks = type.blockSize() == 256;
        return new RandomModel(architecture, type, superBlocks ? 256 : 64, 2, 4, 2, superBlocks ? 64 : 16,
                superBlocks ? 256 : 96, true, 5);
    }

    /// The tokens that a model sees at a context of such a vocabulary: the one that begins texts, then the context's.
    static int[] path(Context context) {
        int[] path = new int[context.length() + 1];
        path[0] = BEGIN;
        for (int i = 0; i < context.length(); i++) {
            path[i + 1] = context.tokens().get(i).id();
        }
        return path;
    }

    GgufFile file() {
        return GgufFile.read("random.gguf", MemorySegment.ofArray(writer().bytes()));
    }

    GgufWriter writer() {
        GgufWriter out = new GgufWriter();
        out.put("general.architecture", architecture).put("general.name", "random");
        String prefix = architecture + ".";
        out.put(prefix + "context_length", 512).put(prefix + "embedding_length", width)
                .put(prefix + "block_count", layers).put(prefix + "feed_forward_length", feedForward)
                .put(prefix + "attention.head_count", heads).put(prefix + "attention.head_count_kv", keyHeads)
                .put(prefix + "attention.key_length", headWidth).put(prefix + "attention.value_length", headWidth)
                .put(prefix + "attention.layer_norm_rms_epsilon", 1e-5f).put(prefix + "rope.freq_base", 10_000f);
        vocabulary(out);
        Random random = new Random(seed);
        matrix(out, random, "token_embd.weight", VOCABULARY, width);
        for (int i = 0; i < layers; i++) {
            String layer = "blk." + i + ".";
            norm(out, random, layer + "attn_norm.weight", width);
            matrix(out, random, layer + "attn_q.weight", heads * headWidth, width);
            matrix(out, random, layer + "attn_k.weight", keyHeads * headWidth, width);
            matrix(out, random, layer + "attn_v.weight", keyHeads * headWidth, width);
            matrix(out, random, layer + "attn_output.weight", width, heads * headWidth);
            if (architecture.equals("qwen2")) {
                bias(out, random, layer + "attn_q.bias", heads * headWidth);
                bias(out, random, layer + "attn_k.bias", keyHeads * headWidth);
                bias(out, random, layer + "attn_v.bias", keyHeads * headWidth);
            }
            if (architecture.equals("qwen3")) {
                norm(out, random, layer + "attn_q_norm.weight", headWidth);
                norm(out, random, layer + "attn_k_norm.weight", headWidth);
            }
            norm(out, random, layer + "ffn_norm.weight", width);
            matrix(out, random, layer + "ffn_gate.weight", feedForward, width);
            matrix(out, random, layer + "ffn_up.weight", feedForward, width);
            matrix(out, random, layer + "ffn_down.weight", width, feedForward);
        }
        norm(out, random, "output_norm.weight", width);
        if (!tied) {
            matrix(out, random, "output.weight", VOCABULARY, width);
        }
        return out;
    }

    private static void vocabulary(GgufWriter out) {
        List<String> tokens = new ArrayList<>();
        for (int value = 0, other = 256; value < 256; value++) {
            boolean printable = value > ' ' && value < 0x7F || value > 0xA0 && value != 0xAD;
            tokens.add(Character.toString(printable ? value : other++));
        }
        String[] merges = {"t h", "th e", "a n", "i n", "e r", "Ġ t", "Ġt h", "Ġth e"};
        for (String merge : merges) {
            tokens.add(merge.replace(" ", ""));
        }
        int[] types = new int[VOCABULARY];
        for (int id = 0; id < VOCABULARY; id++) {
            types[id] = id < BEGIN ? 1 : 3;
            if (id >= tokens.size()) {
                tokens.add(id == BEGIN ? "<|begin_of_text|>" : id == END ? "<|end_of_text|>" : "<|extra_" + id + "|>");
            }
        }
        out.put("tokenizer.ggml.model", "gpt2").put("tokenizer.ggml.pre", "llama-bpe")
                .put("tokenizer.ggml.tokens", tokens.toArray(String[]::new)).put("tokenizer.ggml.token_type", types)
                .put("tokenizer.ggml.merges", merges).put("tokenizer.ggml.bos_token_id", BEGIN)
                .put("tokenizer.ggml.eos_token_id", END).put("tokenizer.ggml.add_bos_token", true);
    }

    private static void norm(GgufWriter out, Random random, String name, int size) {
        out.tensor(name, TensorType.F32, numbers(random, size, 1, 0.2), size);
    }

    private static void bias(GgufWriter out, Random random, String name, int size) {
        out.tensor(name, TensorType.F32, numbers(random, size, 0, 0.3), size);
    }

    private void matrix(GgufWriter out, Random random, String name, int rows, int columns) {
        double deviation = 1 / Math.sqrt(columns);
        switch (type) {
            case F32, F16, Q8_0, Q4_0 -> out.tensor(name, type, numbers(random, rows * columns, 0, deviation), columns,
                    rows);
            default -> out.tensor(name, type, blocks(random, rows * columns, deviation), columns, rows);
        }
    }

    /// Blocks of random bits, with scales that give numbers of about the deviation.
    private byte[] blocks(Random random, int count, double deviation) {
        byte[] data = new byte[(int) type.bytes(count)];
        random.nextBytes(data);
        for (int at = 0; at < data.length; at += type.blockBytes()) {
            switch (type) {
                case BF16 -> put(data, at, Float.floatToRawIntBits((float) (random.nextGaussian() * deviation)) >>> 16);
                // scales of 6 bits times quants of 4 or 5: the minimum of about half the range keeps the mean near 0
                case Q4_K -> {
                    put(data, at, Float.floatToFloat16((float) (deviation / 150)));
                    put(data, at + 2, Float.floatToFloat16((float) (deviation / 20)));
                }
                case Q5_K -> {
                    put(data, at, Float.floatToFloat16((float) (deviation / 300)));
                    put(data, at + 2, Float.floatToFloat16((float) (deviation / 20)));
                }
                case Q6_K -> put(data, at + 208, Float.floatToFloat16((float) (deviation / 1400)));
                default -> throw new IllegalArgumentException(type.name());
            }
        }
        return data;
    }

    private static void put(byte[] data, int at, int bits) {
        data[at] = (byte) bits;
        data[at + 1] = (byte) (bits >> 8);
    }

    private static float[] numbers(Random random, int count, double mean, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }
}
