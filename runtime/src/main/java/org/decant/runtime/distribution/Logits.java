package org.decant.runtime.distribution;

import java.util.Arrays;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Unnormalised next-token scores on the natural-log scale, one for each token of a vocabulary. Minus infinity excludes
/// a token. The values may still be pending; reading one makes the pending calls of their model run.
public final class Logits {
    private final Vocabulary vocabulary;
    private final Source source;
    private volatile double[] values;

    /// Gives the values when they are read for the first time.
    @FunctionalInterface
    public interface Source {
        double[] values();
    }

    /// Scores that are computed when first read.
    public Logits(Vocabulary vocabulary, Source source) {
        this.vocabulary = vocabulary;
        this.source = source;
    }

    /// Scores that are there; the array is not copied and must not change.
    public Logits(Vocabulary vocabulary, double[] values) {
        this.vocabulary = vocabulary;
        this.source = null;
        this.values = values;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public int size() {
        return vocabulary.size();
    }

    /// All scores, by token id; not to be changed by the caller.
    public double[] values() {
        double[] known = values;
        if (known == null) {
            known = source.values();
            values = known;
        }
        return known;
    }

    public double score(Token token) {
        return values()[token.id()];
    }

    /// The normalised distribution: softmax.
    public Dist softmax() {
        return Dist.ofScores(vocabulary, values().clone());
    }

    /// The token of the largest score, the one of the smallest id where several are equal.
    public Token argmax() {
        if (source instanceof UndrawnNoise noise) {
            return noise.argmax();
        }
        return vocabulary.token(Kernels.argmax(values()));
    }

    /// Whether it is numbers, and not noise that somebody enumerates choices of and has not drawn.
    public boolean drawn() {
        return undrawn() == null;
    }

    /// Noise that is not drawn; null for scores that are numbers.
    UndrawnNoise undrawn() {
        return source instanceof UndrawnNoise noise ? noise : null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Logits logits && logits.vocabulary == vocabulary
                && Arrays.equals(logits.values(), values());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values());
    }
}
