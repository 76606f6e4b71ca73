package org.decant.runtime.model;

import java.util.BitSet;

/// A model made of layers that can be left out: what self-speculation drafts with (Zhang et al., 2024; Elhoushi et al.,
/// 2024). The models made share the weights, and nothing is loaded again.
public interface LayeredModel extends ForwardModel {

    int layers();

    /// The model that stops after the first `layers` layers, 1 to [#layers], and scores what it has there.
    ForwardModel exit(int layers);

    /// The model without the layers of `skipped`, counted from 0.
    ForwardModel skip(BitSet skipped);
}
