package org.decant.runtime.model.llama;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufMetadata;
import org.decant.runtime.model.gguf.GgufTensor;

/// The sizes of a model of the Llama family.
///
/// @param width         features of a hidden state
/// @param layers        transformer blocks
/// @param heads         attention heads that ask
/// @param keyHeads      attention heads that are asked; divides `heads`
/// @param headWidth     features of a head; even
/// @param feedForward   features inside a feed-forward network
/// @param vocabulary    tokens
/// @param window        the longest context, in tokens
/// @param epsilon       what is added to the mean square in norms
public record LlamaShape(int width, int layers, int heads, int keyHeads, int headWidth, int feedForward,
        int vocabulary, int window, float epsilon) {
    private static final int MOST = 1 << 24;

    /// Reads the sizes from a file's metadata.
    ///
    /// @throws DecantException where one is absent, out of range, or does not fit the others
    static LlamaShape read(GgufFile file, Architecture architecture) {
        GgufMetadata metadata = file.metadata();
        String prefix = architecture.name() + ".";
        int width = metadata.whole(prefix + "embedding_length", 1, MOST);
        int heads = metadata.whole(prefix + "attention.head_count", 1, 1 << 16);
        int keyHeads = metadata.whole(prefix + "attention.head_count_kv", 1, heads, heads);
        int headWidth = metadata.whole(prefix + "attention.key_length", 1, 1 << 16, Math.max(1, width / heads));
        int valueWidth = metadata.whole(prefix + "attention.value_length", 1, 1 << 16, headWidth);
        GgufTensor embedding = file.tensor("token_embd.weight");
        if (embedding == null || embedding.rows() > MOST) {
            throw fail(file, embedding == null ? "it has no tensor token_embd.weight" : "its vocabulary is too large");
        }
        if (heads % keyHeads != 0) {
            throw fail(file, heads + " attention heads cannot share " + keyHeads + " key heads");
        }
        if (headWidth % 2 != 0 || valueWidth != headWidth) {
            throw fail(file, "attention heads of " + headWidth + " and " + valueWidth + " features are not supported");
        }
        double epsilon = metadata.real(prefix + "attention.layer_norm_rms_epsilon", 1e-5);
        return new LlamaShape(width, metadata.whole(prefix + "block_count", 1, 4096), heads, keyHeads, headWidth,
                metadata.whole(prefix + "feed_forward_length", 1, MOST), (int) embedding.rows(),
                metadata.whole(prefix + "context_length", 1, 1 << 26), (float) epsilon);
    }

    static DecantException fail(GgufFile file, String message) {
        return new DecantException("the model file " + file.name() + " cannot be used: " + message,
                "convert or download the model again");
    }

    /// Features of all heads that ask.
    public int queryWidth() {
        return heads * headWidth;
    }

    /// Features of all heads that are asked.
    public int keyWidth() {
        return keyHeads * headWidth;
    }

    /// Heads that share a key head.
    public int headsPerKey() {
        return heads / keyHeads;
    }
}
