package org.decant.runtime.metric;

import java.util.List;

/// BLEU (Papineni et al., 2002) of one sentence against one reference, from 0 to 1: the geometric mean of the n-gram
/// precisions for n from 1 to 4, times exp(1 - r/c) where the hypothesis (c words) is shorter than the reference (r).
///
/// A sentence often has no 4-gram in common with another, so for n of 2 and more one is added to the number of shared
/// n-grams and to the number of n-grams (Lin and Och, 2004). Equal sentences score 1, sentences without a common word 0.
public final class SentenceBleu {
    private static final int ORDER = 4;

    private SentenceBleu() {
    }

    /// The score of texts, in words and punctuation marks.
    public static double score(String hypothesis, String reference) {
        return score(Words.of(hypothesis), Words.of(reference));
    }

    /// The score of sequences; two empty ones agree fully.
    public static double score(List<?> hypothesis, List<?> reference) {
        if (hypothesis.isEmpty() || reference.isEmpty()) {
            return hypothesis.isEmpty() && reference.isEmpty() ? 1 : 0;
        }
        double logarithms = 0;
        for (int n = 1; n <= ORDER; n++) {
            NGramOverlap overlap = NGramOverlap.of(hypothesis, reference, n);
            int added = n == 1 ? 0 : 1;
            logarithms += Math.log((double) (overlap.shared() + added) / (overlap.hypothesis() + added));
        }
        double brevity = Math.min(0, 1 - (double) reference.size() / hypothesis.size());
        return Math.exp(brevity + logarithms / ORDER);
    }
}
