package org.decant.runtime.distribution;

import java.util.Arrays;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// A normalised next-token distribution, kept as natural-log probabilities; probabilities are made when first asked
/// for.
public final class Dist {
    private final Vocabulary vocabulary;
    private volatile double[] logProbabilities;
    private volatile double[] probabilities;

    private Dist(Vocabulary vocabulary, double[] logProbabilities, double[] probabilities) {
        this.vocabulary = vocabulary;
        this.logProbabilities = logProbabilities;
        this.probabilities = probabilities;
    }

    /// Normalises `scores` (natural-log scale, not normalised); the array is overwritten and kept.
    ///
    /// @throws DecantException where every score is minus infinity or one is not a number
    public static Dist ofScores(Vocabulary vocabulary, double[] scores) {
        double normalizer = Kernels.logSumExp(scores);
        if (normalizer == Double.NEGATIVE_INFINITY || Double.isNaN(normalizer)
                || normalizer == Double.POSITIVE_INFINITY) {
            throw new DecantException(Double.isNaN(normalizer) ? "a score is not a number"
                    : normalizer > 0 ? "a score is infinite" : "no token has a score above minus infinity",
                    "a distribution needs at least one possible token and finite scores");
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= normalizer;
        }
        return new Dist(vocabulary, scores, null);
    }

    /// The distribution of these natural-log probabilities, which are normalised; the array is kept.
    public static Dist ofLogProbabilities(Vocabulary vocabulary, double[] logProbabilities) {
        return new Dist(vocabulary, logProbabilities, null);
    }

    /// Normalises `weights` (at least 0); the array is overwritten and kept.
    ///
    /// @throws DecantException where the weights sum to 0, or one is negative or not a number
    public static Dist ofWeights(Vocabulary vocabulary, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) {
                throw new DecantException("a weight is " + weight, "weights must be 0 or more");
            }
            sum += weight;
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new DecantException("the weights sum to " + sum, "a distribution needs a positive, finite sum");
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return new Dist(vocabulary, null, weights);
    }

    /// All the mass on one token.
    public static Dist certain(Token token) {
        double[] probabilities = new double[token.vocabulary().size()];
        probabilities[token.id()] = 1;
        return new Dist(token.vocabulary(), null, probabilities);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public int size() {
        return vocabulary.size();
    }

    /// Natural-log probabilities by token id; not to be changed by the caller.
    public double[] logProbabilities() {
        double[] known = logProbabilities;
        if (known == null) {
            known = new double[probabilities.length];
            for (int i = 0; i < known.length; i++) {
                known[i] = Math.log(probabilities[i]);
            }
            logProbabilities = known;
        }
        return known;
    }

    /// Probabilities by token id; not to be changed by the caller.
    public double[] probabilities() {
        double[] known = probabilities;
        if (known == null) {
            known = new double[logProbabilities.length];
            for (int i = 0; i < known.length; i++) {
                known[i] = Math.exp(logProbabilities[i]);
            }
            probabilities = known;
        }
        return known;
    }

    public double probability(Token token) {
        return probabilities != null ? probabilities[token.id()] : Math.exp(logProbabilities[token.id()]);
    }

    public double logProbability(Token token) {
        return logProbabilities != null ? logProbabilities[token.id()] : Math.log(probabilities[token.id()]);
    }

    /// The most likely token, the one of the smallest id where several are equal.
    public Token argmax() {
        return vocabulary.token(Kernels.argmax(logProbabilities != null ? logProbabilities : probabilities));
    }

    /// The token that a number from [0, 1) decides: the first at which the running sum of the probabilities is above it.
    public Token at(double uniform) {
        return vocabulary.token(Kernels.place(probabilities(), uniform));
    }

    /// The log-probabilities as logits: their softmax is this distribution.
    public Logits logits() {
        return new Logits(vocabulary, logProbabilities());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dist dist && dist.vocabulary == vocabulary
                && Arrays.equals(dist.logProbabilities(), logProbabilities());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(logProbabilities());
    }
}
