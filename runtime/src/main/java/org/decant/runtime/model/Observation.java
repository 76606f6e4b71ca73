package org.decant.runtime.model;

import org.decant.runtime.context.Canvas;

/// What can be seen inside a forward pass at a context, besides its logits. Layers are numbered from 1.
public sealed interface Observation {

    /// The features of the context's last token behind layer `layer`, a vector of [HiddenStates#width]. Layer 0 is
    /// the token's embedding.
    record HiddenState(int layer) implements Observation {}

    /// The features that the logits are made of: those behind the last layer, normalised.
    record FinalState() implements Observation {}

    /// How much the context's last token attends to each position in layer `layer`: a matrix of [AttentionWeights#heads]
    /// rows that sum to 1. Column i is the context's i-th token, from 1; column 0 is the token that the model puts before
    /// every text, 0 where it puts none.
    record Attention(int layer) implements Observation {}

    /// The queries that the context's last token asks with in layer `layer`, as keys are compared with them: a matrix with a
    /// row for each of [AttentionWeights#heads] heads, as wide as a key.
    record Queries(int layer) implements Observation {}

    /// The natural-log, unnormalised scores at the holes of a canvas that stands behind the context: a matrix of one row
    /// for each hole, in the order of places, and one column for each token. Minus infinity for what never fills a hole.
    record Holes(Canvas canvas) implements Observation {}
}
