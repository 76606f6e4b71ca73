package org.decant.runtime.random;

import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// A number in [0, 1) that decides one draw after another, as in arithmetic decoding: a distribution cuts the line into
/// stretches, one for each token in the order of their ids, as wide as the probabilities; the token in whose stretch the
/// number lies is drawn, and where it lies in that stretch is a number in [0, 1) again.
public interface CodePoint {

    /// @param token the token drawn
    /// @param rest  what decides the draws after it
    record Decoded(Token token, CodePoint rest) {}

    /// @param draws where digits come from that were not drawn yet
    Decoded decode(Dist dist, Draws draws);
}
