package org.decant.models.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;

/// Writes a trained model as a file that the engine opens, matrices in 8 bits.
final class ModelFile {

    private static final int NORMAL = 1;
    private static final int CONTROL = 3;

    private ModelFile() {
    }

    /// The mask token is a control token, as the end token.
    private static void putMask(GgufWriter out, LearntVocabulary vocabulary, int mask) {
        int[] types = new int[vocabulary.size()];
        Arrays.fill(types, NORMAL);
        types[LearntVocabulary.END] = CONTROL;
        types[mask] = CONTROL;
        out.put("tokenizer.ggml.token_type", types).put("tokenizer.ggml.mask_token_id", mask);
    }

    static void write(Path file, Recipe recipe, Layout layout, float[] parameters, LearntVocabulary vocabulary) {
        GgufWriter out = new GgufWriter();
        out.put("general.architecture", "llama").put("general.name", "Decant " + recipe.name())
                .put("general.license", "Apache-2.0")
                .put("general.description", "trained on generated texts, for trying out decoding strategies");
        GgufExport.put(out, layout, recipe.objective().causal(), parameters, TensorType.Q8_0);
        vocabulary.write(out);
        if (recipe.objective() instanceof Objective.HiddenTokens hidden) {
            putMask(out, vocabulary, hidden.mask());
        }
        try {
            out.write(file);
        } catch (IOException failure) {
            throw new DecantException("the model " + file + " cannot be written: " + failure.getMessage(),
                    "check the folder and the space left on the disk");
        }
    }
}
