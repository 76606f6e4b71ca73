package org.decant.runtime.metric;

import java.util.List;

/// Agreement in the tokens of two sequences, whatever their order, and in the whole (Rajpurkar et al., 2016).
public final class TokenOverlap {

    private TokenOverlap() {
    }

    /// The harmonic mean of the share of the hypothesis's words that the reference has and the share of the reference's
    /// that the hypothesis has, from 0 to 1; words and punctuation marks are compared as they are written.
    public static double f1(String hypothesis, String reference) {
        return f1(Words.of(hypothesis), Words.of(reference));
    }

    /// The same of the elements of sequences; two empty ones agree fully.
    public static double f1(List<?> hypothesis, List<?> reference) {
        if (hypothesis.isEmpty() && reference.isEmpty()) {
            return 1;
        }
        return 2.0 * NGramOverlap.of(hypothesis, reference, 1).shared() / (hypothesis.size() + reference.size());
    }

    /// 1 where the texts are the same but for the whitespace around and between their words, else 0.
    public static double exact(String hypothesis, String reference) {
        return hypothesis.strip().replaceAll("\\s+", " ").equals(reference.strip().replaceAll("\\s+", " ")) ? 1 : 0;
    }
}
