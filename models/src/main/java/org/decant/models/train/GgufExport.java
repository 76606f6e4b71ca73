package org.decant.models.train;

import java.util.Arrays;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.model.llama.LlamaShape;

/// Puts a trained model into a model file, under the names and with the metadata that the engine reads.
final class GgufExport {
    private final GgufWriter out;
    private final Layout layout;
    private final float[] parameters;
    private final TensorType type;

    private GgufExport(GgufWriter out, Layout layout, float[] parameters, TensorType type) {
        this.out = out;
        this.layout = layout;
        this.parameters = parameters;
        this.type = type;
    }

    /// @param causal whether tokens see only those before them
    /// @param type   how matrices are stored; norms are F32
    static void put(GgufWriter out, Layout layout, boolean causal, float[] parameters, TensorType type) {
        new GgufExport(out, layout, parameters, type).put(causal);
    }

    private void put(boolean causal) {
        LlamaShape shape = layout.shape();
        out.put("llama.context_length", shape.window()).put("llama.embedding_length", shape.width())
                .put("llama.block_count", shape.layers()).put("llama.feed_forward_length", shape.feedForward())
                .put("llama.attention.head_count", shape.heads())
                .put("llama.attention.head_count_kv", shape.keyHeads())
                .put("llama.attention.key_length", shape.headWidth())
                .put("llama.attention.value_length", shape.headWidth())
                .put("llama.attention.layer_norm_rms_epsilon", shape.epsilon())
                .put("llama.rope.dimension_count", shape.headWidth())
                .put("llama.rope.freq_base", (float) Rotation.BASE).put("llama.vocab_size", shape.vocabulary());
        if (!causal) {
            out.put("llama.attention.causal", false);
        }
        matrix("token_embd.weight", layout.embedding(), 0, shape.vocabulary());
        for (int i = 0; i < shape.layers(); i++) {
            Layout.Block block = layout.block(i);
            String prefix = "blk." + i + ".";
            int queries = shape.queryWidth();
            int keys = shape.keyWidth();
            factors(prefix + "attn_norm.weight", block.attentionNorm());
            matrix(prefix + "attn_q.weight", block.attention(), 0, queries);
            matrix(prefix + "attn_k.weight", block.attention(), queries, keys);
            matrix(prefix + "attn_v.weight", block.attention(), queries + keys, keys);
            matrix(prefix + "attn_output.weight", block.attentionOutput(), 0, shape.width());
            factors(prefix + "ffn_norm.weight", block.feedForwardNorm());
            matrix(prefix + "ffn_gate.weight", block.expansion(), 0, shape.feedForward());
            matrix(prefix + "ffn_up.weight", block.expansion(), shape.feedForward(), shape.feedForward());
            matrix(prefix + "ffn_down.weight", block.down(), 0, shape.width());
        }
        factors("output_norm.weight", layout.norm());
    }

    private void factors(String name, Layout.Slot slot) {
        out.tensor(name, TensorType.F32, Arrays.copyOfRange(parameters, slot.at(), slot.at() + slot.size()),
                slot.size());
    }

    /// Some of a matrix's rows.
    private void matrix(String name, Layout.Slot slot, int row, int rows) {
        // The embedding is the output too, whose errors nothing evens out.
        TensorType type = slot == layout.embedding() && this.type.quantized() ? TensorType.F16 : this.type;
        int from = slot.at() + row * slot.columns();
        out.tensor(name, type, Arrays.copyOfRange(parameters, from, from + rows * slot.columns()), slot.columns(),
                rows);
    }
}
