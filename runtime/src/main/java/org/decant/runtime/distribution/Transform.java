package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Vocabulary;

/// A change of next-token scores: a temperature, a truncation, a penalty.
///
/// Scores are natural logarithms, normalised or not, one for each token id; minus infinity excludes a token. A
/// transform never brings an excluded token back, and never excludes the last possible one unless a user asks for
/// exactly that ([LogitBias]). Scores of which the largest is not finite (every token excluded, an infinite score, or
/// one that is not a number) are left as they are: what is wrong with them is said where a [Dist] is made of them.
public interface Transform {

    /// Changes `scores` in place.
    ///
    /// @param scores  one natural-log score for each token of the vocabulary
    /// @param context what the scores are for; may be null where [#usesContext] is false
    void apply(double[] scores, Context context);

    /// Whether the result depends on the tokens of the context.
    default boolean usesContext() {
        return false;
    }

    /// How scripts write it, such as `top_k(40)`.
    String describe();

    /// Throws a DecantException where this transform names tokens that are not of `vocabulary`.
    default void checkVocabulary(Vocabulary vocabulary) {
    }

    /// The transformed logits. Pending ones stay pending until a value of the result is read.
    default Logits of(Logits logits, Context context) {
        checkVocabulary(logits.vocabulary());
        return new Logits(logits.vocabulary(), () -> {
            double[] scores = logits.values().clone();
            apply(scores, context);
            return scores;
        });
    }

    /// The transformed and renormalised distribution.
    default Dist of(Dist dist, Context context) {
        checkVocabulary(dist.vocabulary());
        double[] scores = dist.logProbabilities().clone();
        apply(scores, context);
        return Dist.ofScores(dist.vocabulary(), scores);
    }
}
