package org.decant.runtime.random;

import java.util.List;
import java.util.function.Supplier;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// The random choices of one branch of a run, in the order the script makes them. Nothing else draws.
///
/// Every choice is made through one of these methods and says which outcomes were possible with which probability, so
/// that an implementation may draw them from a seed or enumerate all of them.
public interface Draws {

    /// A token drawn from `dist`.
    Token sample(Dist dist);

    /// True with probability `p`, from 0 to 1.
    boolean flip(double p);

    /// An index drawn with probability proportional to `weights` (at least 0, with a positive sum).
    int choose(double[] weights);

    /// A number drawn uniformly from [0, 1).
    double uniform();

    /// `count` independent numbers from the standard Gumbel distribution.
    double[] gumbel(int count);

    /// A uniformly drawn order of the numbers from 0 to `count` (exclusive).
    int[] shuffle(int count);

    /// Tells that the run has come to a place from which it goes on in a way that `state` alone decides: `place` and equal
    /// states lead to the same distribution of outcomes. Of use to who enumerates; nothing otherwise.
    ///
    /// @param place the loop, compared by identity
    /// @param state gives the values that the loop goes on from, compared by equality
    default void checkpoint(Object place, Supplier<List<Object>> state) {
    }

    /// The streams of the branches of a parallel construct: derived from this one's place, not from what was drawn, so
    /// that a branch draws the same however the branches are scheduled.
    Draws[] branches(int count);
}
