package org.decant.runtime.random;

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

    /// The streams of the branches of a parallel construct: derived from this one's place, not from what was drawn, so
    /// that a branch draws the same however the branches are scheduled.
    Draws[] branches(int count);
}
