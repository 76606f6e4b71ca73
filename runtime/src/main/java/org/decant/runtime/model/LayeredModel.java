package org.decant.runtime.model;

import java.util.BitSet;

/// A model made of layers that can be left out: what self-speculation drafts with (Zhang et al., 2024; Elhoushi et al.,
/// 2024). The models made share the weights, and nothing is loaded again. Asked twice for the same layers, it gives the
/// same model, so that a session keeps one cache for it.
public interface LayeredModel extends ForwardModel {

    int layers();

    /// The model that stops after the first `layers` layers, 1 to [#layers], and scores what it has there.
    ForwardModel exit(int layers);

    /// The model without the layers of `skipped`, numbered from 1.
    ForwardModel skip(BitSet skipped);
}
