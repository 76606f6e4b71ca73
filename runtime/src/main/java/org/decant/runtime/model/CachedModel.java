package org.decant.runtime.model;

import org.decant.runtime.diagnostic.DecantException;

/// A model that keeps keys and values of what it has read, and can do with less of them. The models made share the weights
/// and keep caches of their own, since a token's keys and values depend on what it saw. Asked twice for the same, it gives
/// the same model. What is asked of a model made so takes the place of what was asked before.
public interface CachedModel extends ForwardModel {

    /// Attention heads of a layer that have keys.
    int keyHeads();

    /// The model whose attention sees only what is kept.
    ///
    /// @throws DecantException where the filters do not fit the model
    ForwardModel keep(Retention what);

    /// The model whose keys and values are rounded to `bits` bits, 8 or 4; the 4 are the upper half of the 8 (QuantSpec:
    /// Tiwari et al., 2025).
    ForwardModel cacheBits(int bits);

    /// @throws DecantException where keys and values cannot have as many bits
    static void checkBits(int bits) {
        if (bits != 8 && bits != 4) {
            throw DecantException.ofParameter("bits", "keys and values cannot be rounded to " + bits + " bits", "give 8 or 4");
        }
    }
}
