package org.decant.runtime.model;

import java.util.List;
import org.decant.runtime.tensor.Tensor;

/// A model with draft heads (Medusa: Cai et al., 2024). Head k, from 1, tells from [Observation.FinalState] at a context
/// what the token k places behind the next one may be.
public interface ForeseeingModel extends HiddenStates {

    /// For each head how often its likeliest token, its second and so on have been right, each from 0 to 1; empty where
    /// the model has no heads.
    List<List<Double>> headAccuracy();

    /// What a head says.
    ///
    /// @param features see [Observation.FinalState]
    /// @return natural-log, unnormalised scores by token id, in a new array
    double[] foresee(int head, Tensor features);
}
