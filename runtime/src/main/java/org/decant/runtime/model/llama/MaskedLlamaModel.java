package org.decant.runtime.model.llama;

import java.util.function.DoubleConsumer;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.MaskedModel;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.GgufVocabulary;
import org.decant.runtime.vocabulary.Vocabulary;

/// A model of the Llama family whose tokens see those behind them too, trained to predict hidden tokens (Nie et al.,
/// 2025, Large Language Diffusion Models): from a GGUF file that says `attention.causal` is false.
///
/// A hole is the file's mask token. Whatever stands in a canvas changes what every place sees, so there is no cache: a
/// pass computes each canvas as a whole, and several canvases side by side.
public final class MaskedLlamaModel implements MaskedModel {
    /// Places that are computed side by side: the longest canvas that the memory of passes is made for.
    private static final int MOST_PLACES = 2048;

    private final LoadedLlama loaded;
    private final int places;

    private MaskedLlamaModel(LoadedLlama loaded, int places) {
        this.loaded = loaded;
        this.places = places;
    }

    /// Loads the model of an open file.
    ///
    /// @param options those of the cache count for nothing
    /// @throws DecantException as [LlamaModel#open], or where the file names no mask token
    public static MaskedLlamaModel of(GgufFile file, LlamaModel.Options options, Vocabulary shared,
            DoubleConsumer progress) {
        int places = places(LlamaShape.read(file, Architecture.of(file)));
        LoadedLlama loaded = LoadedLlama.load(file, options, shared, progress, places);
        if (loaded.tokens().mask() < 0) {
            throw new DecantException("the model file " + file.name() + " cannot be used: its tokens see those behind"
                    + " them, but none of them stands for a hidden one",
                    "give a file with the field tokenizer.ggml.mask_token_id, or a model that predicts the next token");
        }
        return new MaskedLlamaModel(loaded, places);
    }

    /// How many places a model computes side by side.
    static int places(LlamaShape shape) {
        return Math.min(MOST_PLACES, Math.max(Forward.BLOCK, shape.window()));
    }

    @Override
    public String name() {
        return loaded.file();
    }

    @Override
    public Vocabulary vocabulary() {
        return loaded.tokens().vocabulary();
    }

    /// The tokens with a meaning of their own.
    public GgufVocabulary tokens() {
        return loaded.tokens();
    }

    /// The longest context with its canvas: the model's window, less the token that begins a text where the model puts
    /// one there.
    @Override
    public int window() {
        return Math.min(loaded.shape().window(), places) - (loaded.tokens().beginsTexts() ? 1 : 0);
    }

    @Override
    public ForwardModel.Passes open(Session session) {
        return new CanvasPasses(loaded, places);
    }
}
