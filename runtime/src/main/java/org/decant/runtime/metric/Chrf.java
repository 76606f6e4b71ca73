package org.decant.runtime.metric;

import java.util.List;

/// The character n-gram F-score of a text against a reference (Popović, 2015), from 0 to 1.
///
/// Precision and recall are averaged over the lengths of n-grams; lengths that one of the texts is too short for are
/// left out of the average. Whitespace is not counted. Two texts without characters agree fully, one and another not.
public final class Chrf {
    private static final int CHARACTER_ORDER = 6;
    private static final int WORD_ORDER = 2;
    private static final double BETA = 2;

    private Chrf() {
    }

    /// chrF with character n-grams up to 6 and beta 2, so that recall counts twice as much as precision.
    public static double score(String hypothesis, String reference) {
        return score(hypothesis, reference, CHARACTER_ORDER, 0, BETA);
    }

    /// chrF++ (Popović, 2017): word n-grams up to 2 as well.
    public static double plusPlus(String hypothesis, String reference) {
        return score(hypothesis, reference, CHARACTER_ORDER, WORD_ORDER, BETA);
    }

    /// @param characterOrder the longest character n-gram, 1 or more
    /// @param wordOrder      the longest word n-gram, 0 for none; words and punctuation marks count as words
    /// @param beta           how much more recall counts than precision, above 0
    public static double score(String hypothesis, String reference, int characterOrder, int wordOrder, double beta) {
        List<Integer> characters = Words.characters(hypothesis);
        List<Integer> expected = Words.characters(reference);
        if (characters.isEmpty() && expected.isEmpty()) {
            return 1;
        }
        Average average = new Average();
        for (int n = 1; n <= characterOrder; n++) {
            average.add(NGramOverlap.of(characters, expected, n));
        }
        if (wordOrder > 0) {
            List<String> words = Words.of(hypothesis);
            List<String> expectedWords = Words.of(reference);
            for (int n = 1; n <= wordOrder; n++) {
                average.add(NGramOverlap.of(words, expectedWords, n));
            }
        }
        return average.f(beta);
    }

    private static final class Average {
        private double precisions;
        private double recalls;
        private int orders;

        void add(NGramOverlap overlap) {
            if (overlap.hypothesis() > 0 && overlap.reference() > 0) {
                precisions += (double) overlap.shared() / overlap.hypothesis();
                recalls += (double) overlap.shared() / overlap.reference();
                orders++;
            }
        }

        double f(double beta) {
            if (precisions == 0) {
                return 0;
            }
            double precision = precisions / orders;
            double recall = recalls / orders;
            return (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);
        }
    }
}
