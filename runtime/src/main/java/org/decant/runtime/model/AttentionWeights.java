package org.decant.runtime.model;

/// A model whose passes can give attention weights and queries: [Observation.Attention], [Observation.Queries].
public interface AttentionWeights extends ForwardModel {

    /// Layers that a pass runs through.
    int layers();

    /// Attention heads of a layer.
    int heads();
}
