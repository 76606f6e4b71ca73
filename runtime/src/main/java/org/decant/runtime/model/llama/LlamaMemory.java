package org.decant.runtime.model.llama;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.TensorType;

/// The memory that a model needs, in bytes.
///
/// @param weights what is read from the file, in the layouts of the kernels
/// @param passes  what a forward pass writes to
/// @param token   keys and values of a token
public record LlamaMemory(long weights, long passes, long token) {

    /// @param block the most nodes that a pass computes side by side
    static LlamaMemory of(GgufFile file, LlamaShape shape, CacheNumbers numbers, int block) {
        long weights = 0;
        boolean ownOutput = file.tensor("output.weight") != null;
        for (GgufTensor tensor : file.tensors()) {
            // An embedding beside an output of its own stays in the file.
            if (!(ownOutput && tensor.name().equals("token_embd.weight"))) {
                weights += (long) (tensor.elements() * bytesOfElement(tensor.type()));
            }
        }
        long widest = Math.max(shape.feedForward(), Math.max(shape.width(), shape.queryWidth()));
        long passes = 4L * block * (2L * shape.width() + 2L * shape.queryWidth() + 2L * shape.keyWidth()
                + 2L * shape.feedForward() + widest) + 4L * Forward.ASKED * shape.vocabulary();
        KvLayout layout = new KvLayout(shape.layers(), shape.keyHeads(), shape.headWidth(), numbers);
        return new LlamaMemory(weights, passes, layout.pageBytes() / KvLayout.ROWS);
    }

    private static double bytesOfElement(TensorType type) {
        double scales = 4.0 / Blocks.groupSize(type) * (Blocks.hasMinimums(type) ? 2 : 1);
        return switch (type) {
            case F32 -> 4;
            case F16, BF16 -> 2;
            case Q4_0, Q4_K -> 0.5 + scales;
            default -> 1 + scales;
        };
    }

    /// Memory that is left for the cache, of `wanted` bytes: at most three quarters of what the process may still take.
    long cache(long wanted) {
        return Math.min(wanted, Math.max(0, Runtime.getRuntime().maxMemory() - weights - passes) / 4 * 3);
    }

    /// @throws DecantException where the process may not take as much
    void check(GgufFile file) {
        long most = Runtime.getRuntime().maxMemory();
        if (weights + passes > most) {
            throw new DecantException("the model file " + file.name() + " needs " + text(weights + passes)
                    + " of memory, this process may take " + text(most),
                    "give it more (`DECANT_JAVA_OPTS=-Xmx8g decant …`, `java -Xmx8g …`) or take a smaller quantisation");
        }
    }

    /// A number of bytes for people.
    static String text(long bytes) {
        return bytes >= 1 << 30 ? String.format(java.util.Locale.ROOT, "%.1f GB", bytes * 1e-9)
                : String.format(java.util.Locale.ROOT, "%.0f MB", bytes * 1e-6);
    }
}
