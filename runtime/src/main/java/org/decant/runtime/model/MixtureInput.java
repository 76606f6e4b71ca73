package org.decant.runtime.model;

/// A model that can be asked about contexts with mixtures of tokens in them: it reads the embeddings' sum by the
/// mixture's weights; see [org.decant.runtime.context.Mixture].
public interface MixtureInput extends ForwardModel {}
