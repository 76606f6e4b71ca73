package org.decant.runtime.random;

import java.util.List;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// The random choices of one branch of a run, in the order the script makes them. Nothing else draws.
///
/// Every choice is made through one of these methods and says which outcomes were possible with which probability, so
/// that an implementation may draw them from a seed or enumerate all of them.
public interface Draws {

    /// A token drawn from `dist`.
    Token sample(Dist dist);

    /// The same for a distribution that need not be made where a number decides.
    default Token sample(OpenDraw draw) {
        return sample(draw.dist());
    }

    /// A token that is to be drawn.
    interface OpenDraw {

        /// What it is drawn from.
        Dist dist();

        /// The token that a number from [0, 1) decides: what [Dist#at] of that distribution gives, but for rounding.
        Token at(double uniform);
    }

    /// True with probability `p`, from 0 to 1.
    boolean flip(double p);

    /// An index drawn with probability proportional to `weights` (at least 0, with a positive sum).
    int choose(double[] weights);

    /// A number drawn uniformly from [0, 1).
    double uniform();

    /// A number from the standard normal distribution.
    default double normal() {
        return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()); // Box and Muller, 1958
    }

    /// `count` independent numbers from the standard Gumbel distribution.
    double[] gumbel(int count);

    /// Such numbers, one for each token of a vocabulary.
    default Logits gumbel(Vocabulary vocabulary) {
        return new Logits(vocabulary, gumbel(vocabulary.size()));
    }

    /// Such noise, given that the sum with the scores of a distribution is largest at a token: its sum is a Gumbel number, and
    /// the others are Gumbel numbers that stay below it (Maddison, Tarlow and Minka, 2014).
    ///
    /// @param largest a token of positive probability
    default Logits gumbel(Dist scores, Token largest) {
        double[] locations = scores.logProbabilities();
        double[] noise = gumbel(locations.length);
        double top = noise[largest.id()];
        for (int id = 0; id < noise.length; id++) {
            noise[id] = id == largest.id() ? top - locations[id]
                    : -Math.log(Math.exp(locations[id] - top) + Math.exp(-noise[id]));
        }
        return new Logits(scores.vocabulary(), noise);
    }

    /// Numbers in [0, 1), spaced evenly round a circle that is turned by one uniform number.
    default CodePoint[] codePoints(int count) {
        double shift = uniform();
        CodePoint[] points = new CodePoint[count];
        for (int i = 0; i < count; i++) {
            points[i] = new DrawnPoint(((double) i / count + shift) % 1, DrawnPoint.FINEST);
        }
        return points;
    }

    /// A uniformly drawn order of the numbers from 0 to `count` (exclusive).
    int[] shuffle(int count);

    /// Whether every choice is gone through instead of drawn; [#checkpoint] is of use only then. Draws that ask others say what
    /// those say.
    boolean enumerated();

    /// Tells that the run has come to a loop from which it goes on in a way that the values of `loop` alone decide: the same
    /// place and equal values lead to the same distribution of outcomes. Who enumerates may end the run here by an exception,
    /// or put in place of the values those that another run had here.
    ///
    /// @param place the loop, compared by equality
    default void checkpoint(Object place, Resumable loop) {
    }

    /// A loop at the beginning of a round.
    interface Resumable {

        /// What it goes on from, compared by equality.
        List<Object> save();

        /// Makes it go on from what [#save] gave at the same place in another run.
        void restore(List<Object> values);
    }

    /// The choices of a part of the run that goes on afterwards in a way its own loops do not tell: checkpoints in it are
    /// none.
    default Draws within() {
        return this;
    }

    /// The streams of the branches of a parallel construct: derived from this one's place, not from what was drawn, so
    /// that a branch draws the same however the branches are scheduled.
    Draws[] branches(int count);
}
