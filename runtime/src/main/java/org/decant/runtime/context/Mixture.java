package org.decant.runtime.context;

import java.util.Arrays;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Tokens with weights that stand in a context in the place of one token. A model that takes mixtures reads the sum of
/// the tokens' embeddings by their weights: superposed decoding (Shen et al., 2024), soft thinking (Zhang et al., 2025).
///
/// Mixtures are equal where their tokens and weights are.
public final class Mixture implements Comparable<Mixture> {
    private final Vocabulary vocabulary;
    /// In ascending order.
    private final int[] ids;
    /// Positive, their sum is 1.
    private final double[] weights;
    private final int hash;

    private Mixture(Vocabulary vocabulary, int[] ids, double[] weights) {
        this.vocabulary = vocabulary;
        this.ids = ids;
        this.weights = weights;
        this.hash = 31 * Arrays.hashCode(ids) + Arrays.hashCode(weights);
    }

    /// The mixture of the tokens whose weight is above 0.
    ///
    /// @param weights one for each token of the vocabulary, at least 0; they are divided by their sum
    /// @throws DecantException where a weight is below 0 or no number, or all are 0
    public static Mixture of(Vocabulary vocabulary, double[] weights) {
        double sum = 0;
        int count = 0;
        for (double weight : weights) {
            sum += weight;
            count += weight > 0 ? 1 : 0;
            if (weight < 0) {
                throw new DecantException("a mixture of tokens with the weight " + weight, "give weights of 0 or more");
            }
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY) || weights.length != vocabulary.size()) {
            throw new DecantException("the weights of a mixture add up to " + sum,
                    "give finite weights, at least one above 0");
        }
        int[] ids = new int[count];
        double[] kept = new double[count];
        count = 0;
        for (int id = 0; id < weights.length; id++) {
            if (weights[id] > 0) {
                ids[count] = id;
                kept[count++] = weights[id] / sum;
            }
        }
        return new Mixture(vocabulary, ids, kept);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// The number of tokens.
    public int size() {
        return ids.length;
    }

    /// The id of token `index`; ids ascend.
    public int id(int index) {
        return ids[index];
    }

    /// The weight of token `index`, above 0 and at most 1.
    public double weight(int index) {
        return weights[index];
    }

    /// The token of the largest weight, the first of several.
    public Token likeliest() {
        int best = 0;
        for (int i = 1; i < ids.length; i++) {
            if (weights[i] > weights[best]) {
                best = i;
            }
        }
        return vocabulary.token(ids[best]);
    }

    /// Whether it is a single token.
    public boolean isToken() {
        return ids.length == 1;
    }

    /// The weights of all tokens of the vocabulary.
    public double[] toArray() {
        double[] all = new double[vocabulary.size()];
        for (int i = 0; i < ids.length; i++) {
            all[ids[i]] = weights[i];
        }
        return all;
    }

    /// An order that agrees with [#equals] within a vocabulary.
    @Override
    public int compareTo(Mixture other) {
        int order = Arrays.compare(ids, other.ids);
        return order != 0 ? order : Arrays.compare(weights, other.weights);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mixture mixture && mixture.vocabulary == vocabulary && Arrays.equals(mixture.ids, ids)
                && Arrays.equals(mixture.weights, weights);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
