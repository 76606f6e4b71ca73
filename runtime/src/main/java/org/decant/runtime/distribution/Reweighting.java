package org.decant.runtime.distribution;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;

/// Distributions made of distributions.
public final class Reweighting {

    private Reweighting() {
    }

    /// What is left of the target `p` when tokens drafted from `q` have been accepted with probability min(1, p / q):
    /// max(p - q, 0), normalised (Leviathan et al., 2023). Where nothing is left, because the two are equal up to
    /// rounding, it is `p`: a rejection that asks for it has probability 0.
    ///
    /// @throws DecantException where the vocabularies differ
    public static Dist residual(Dist p, Dist q) {
        Information.checkVocabularies(p, q);
        double[] ofP = p.probabilities();
        double[] ofQ = q.probabilities();
        double[] left = new double[ofP.length];
        double sum = 0;
        for (int id = 0; id < left.length; id++) {
            left[id] = Math.max(ofP[id] - ofQ[id], 0);
            sum += left[id];
        }
        return sum > 0 ? Dist.ofWeights(p.vocabulary(), left) : p;
    }

    /// `dist` given that the token is not `token`.
    ///
    /// @throws DecantException where no other token is possible, or the token is of another vocabulary
    public static Dist without(Dist dist, Token token) {
        if (token.vocabulary() != dist.vocabulary()) {
            throw new DecantException("the token `" + token.text() + "` is of the vocabulary "
                    + token.vocabulary().name() + ", the distribution over " + dist.vocabulary().name(),
                    "take the token from the model that the distribution is from");
        }
        double[] scores = dist.logProbabilities().clone();
        scores[token.id()] = Double.NEGATIVE_INFINITY;
        if (Kernels.max(scores) == Double.NEGATIVE_INFINITY) {
            throw new DecantException("without `" + token.text() + "` no token is possible",
                    "ask first whether the token is certain");
        }
        return Dist.ofScores(dist.vocabulary(), scores);
    }

    /// The mixture (1 - weight) a + weight b of the probabilities.
    ///
    /// @param weight from 0 to 1
    /// @throws DecantException where the weight is out of range or the vocabularies differ
    public static Dist mixture(Dist a, Dist b, double weight) {
        Parameter.checkFraction("mix", "weight", weight);
        Information.checkVocabularies(a, b);
        double[] ofA = a.logProbabilities();
        double[] ofB = b.logProbabilities();
        double logRest = Math.log1p(-weight);
        double logWeight = Math.log(weight);
        // in logarithms, so that tokens too unlikely for a float64 probability keep theirs
        double[] mixed = new double[ofA.length];
        for (int id = 0; id < mixed.length; id++) {
            mixed[id] = Kernels.logAdd(logRest + ofA[id], logWeight + ofB[id]);
        }
        return Dist.ofScores(a.vocabulary(), mixed);
    }
}
