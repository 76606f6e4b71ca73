package org.decant.runtime.model;

/// A model whose passes can give hidden states: [Observation.HiddenState] and [Observation.FinalState].
public interface HiddenStates extends ForwardModel {

    /// Layers that a pass runs through.
    int layers();

    /// Features of a hidden state.
    int width();
}
