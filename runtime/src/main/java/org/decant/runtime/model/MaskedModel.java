package org.decant.runtime.model;

/// A model that sees what is behind a place too: its passes give the logits at the holes of canvases
/// ([Observation.Holes]), each from all tokens that the canvas has. A context it takes for a canvas with one hole behind
/// it.
public interface MaskedModel extends ForwardModel {}
