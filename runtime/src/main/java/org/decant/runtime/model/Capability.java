package org.decant.runtime.model;

import org.decant.runtime.diagnostic.DecantException;

/// What some models can do besides giving logits. A model can if it implements the interface.
///
/// @param <T> the interface
public final class Capability<T extends ForwardModel> {
    public static final Capability<LayeredModel> LAYERS =
            new Capability<>(LayeredModel.class, "has no layers that could be left out");
    public static final Capability<HiddenStates> HIDDEN_STATES =
            new Capability<>(HiddenStates.class, "has no hidden states");
    public static final Capability<AttentionWeights> ATTENTION_WEIGHTS =
            new Capability<>(AttentionWeights.class, "has no attention weights");
    public static final Capability<CachedModel> CACHE =
            new Capability<>(CachedModel.class, "keeps no keys and values");
    public static final Capability<MixtureInput> MIXTURE_INPUT =
            new Capability<>(MixtureInput.class, "takes no mixtures of tokens");

    public static final Capability<MaskedModel> CANVASES = new Capability<>(MaskedModel.class,
            "predicts the next token alone, it fills no canvases", "masked models can do this, such as "
                    + ModelCatalog.TRAINED + ":masked or a table");

    public static final Capability<ForeseeingModel> FORESIGHT = new Capability<>(ForeseeingModel.class, "has no draft heads",
            ModelCatalog.TRAINED + ":target has some, other transformers with a file of heads: `model.gguf?heads=FILE`");

    private final Class<T> type;
    private final String lack;
    private final String who;

    private Capability(Class<T> type, String lack) {
        this(type, lack, "transformers, models of the kind `llama`, can do this");
    }

    private Capability(Class<T> type, String lack, String who) {
        this.type = type;
        this.lack = lack;
        this.who = who;
    }

    /// `model` as one that can.
    ///
    /// @throws DecantException where it cannot
    public T of(ForwardModel model) {
        if (type.isInstance(model)) {
            return type.cast(model);
        }
        throw lackedBy(model);
    }

    /// What is thrown where `model` cannot.
    DecantException lackedBy(ForwardModel model) {
        return new DecantException("the model " + model.name() + " " + lack, who);
    }

    /// The layer `layer` of a model of `layers`.
    ///
    /// @throws DecantException where it is not from `least` to `layers`
    static void checkLayer(ForwardModel model, int layer, int least, int layers) {
        if (layer < least || layer > layers) {
            throw new DecantException("the model " + model.name() + " has " + layers + " layers, there is no layer "
                    + layer, "give a number from " + least + " to " + layers);
        }
    }
}
