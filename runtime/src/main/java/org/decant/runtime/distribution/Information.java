package org.decant.runtime.distribution;

import org.decant.runtime.diagnostic.DecantException;

/// Entropy of a distribution and how far two distributions are apart. All in nats except the total variation.
public final class Information {

    private Information() {
    }

    /// The entropy -sum p log p in nats, from 0 to the log of the vocabulary's size.
    public static double entropy(Dist p) {
        return Kernels.entropy(p.logProbabilities(), 0);
    }

    /// The cross entropy -sum p log q in nats; infinite where `q` excludes a token that `p` does not.
    ///
    /// @throws DecantException where the vocabularies differ
    public static double crossEntropy(Dist p, Dist q) {
        checkVocabularies(p, q);
        double[] probabilities = p.probabilities();
        double[] logs = q.logProbabilities();
        double sum = 0;
        for (int id = 0; id < logs.length; id++) {
            if (probabilities[id] > 0) {
                sum -= probabilities[id] * logs[id];
            }
        }
        return sum;
    }

    /// The Kullback-Leibler divergence sum p log (p / q) in nats, at least 0; infinite where `q` excludes a token that
    /// `p` does not.
    ///
    /// @throws DecantException where the vocabularies differ
    public static double kl(Dist p, Dist q) {
        checkVocabularies(p, q);
        double[] probabilities = p.probabilities();
        double[] logsP = p.logProbabilities();
        double[] logsQ = q.logProbabilities();
        double sum = 0;
        for (int id = 0; id < logsP.length; id++) {
            if (probabilities[id] > 0) {
                sum += probabilities[id] * (logsP[id] - logsQ[id]);
            }
        }
        return Math.max(0, sum); // rounding can leave a little below 0
    }

    /// The Jensen-Shannon divergence in nats, from 0 to log 2: the mean of the divergences of `p` and of `q` from their
    /// mixture in equal parts.
    ///
    /// @throws DecantException where the vocabularies differ
    public static double jensenShannon(Dist p, Dist q) {
        Dist mixture = Reweighting.mixture(p, q, 0.5);
        return (kl(p, mixture) + kl(q, mixture)) / 2;
    }

    /// The total variation distance, half the sum of |p - q|: from 0 to 1. It is the probability that speculative
    /// sampling rejects a token drafted from `q` for the target `p`.
    ///
    /// @throws DecantException where the vocabularies differ
    public static double totalVariation(Dist p, Dist q) {
        checkVocabularies(p, q);
        double[] ofP = p.probabilities();
        double[] ofQ = q.probabilities();
        double sum = 0;
        for (int id = 0; id < ofP.length; id++) {
            sum += Math.abs(ofP[id] - ofQ[id]);
        }
        return Math.min(1, sum / 2);
    }

    static void checkVocabularies(Dist p, Dist q) {
        if (p.vocabulary() != q.vocabulary()) {
            throw new DecantException("one distribution is over the vocabulary " + p.vocabulary().name()
                    + ", the other over " + q.vocabulary().name(), "take both from models that share a vocabulary");
        }
    }
}
