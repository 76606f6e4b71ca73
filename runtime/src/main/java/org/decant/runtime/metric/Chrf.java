package org.decant.runtime.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            NGramOverlap overlap = NGramOverlap.of(characters, expected, n);
            average.add(overlap.shared(), overlap.hypothesis(), overlap.reference());
        }
        if (wordOrder > 0) {
            List<String> words = Words.of(hypothesis);
            List<String> expectedWords = Words.of(reference);
            for (int n = 1; n <= wordOrder; n++) {
                NGramOverlap overlap = NGramOverlap.of(words, expectedWords, n);
                average.add(overlap.shared(), overlap.hypothesis(), overlap.reference());
            }
        }
        return average.f(beta);
    }

    /// chrF of each hypothesis against all references as one, whose counts of n-grams are the means of theirs (Vamvas and
    /// Sennrich, 2024): the references are looked at once.
    public static double[] scores(List<String> hypotheses, List<String> references) {
        List<Map<List<Integer>, Double>> means = new ArrayList<>();
        for (int n = 1; n <= CHARACTER_ORDER; n++) {
            Map<List<Integer>, Double> counts = new HashMap<>();
            for (String reference : references) {
                ngrams(reference, n).forEach(ngram -> counts.merge(ngram, 1.0 / references.size(), Double::sum));
            }
            means.add(counts);
        }
        return hypotheses.stream().mapToDouble(hypothesis -> againstMeans(hypothesis, means)).toArray();
    }

    private static double againstMeans(String hypothesis, List<Map<List<Integer>, Double>> means) {
        if (Words.characters(hypothesis).isEmpty() && means.getFirst().isEmpty()) {
            return 1;
        }
        Average average = new Average();
        for (int n = 1; n <= CHARACTER_ORDER; n++) {
            Map<List<Integer>, Double> expected = means.get(n - 1);
            List<List<Integer>> ngrams = ngrams(hypothesis, n);
            Map<List<Integer>, Integer> counts = new HashMap<>();
            ngrams.forEach(ngram -> counts.merge(ngram, 1, Integer::sum));
            double shared = 0;
            for (Map.Entry<List<Integer>, Integer> count : counts.entrySet()) {
                shared += Math.min(count.getValue(), expected.getOrDefault(count.getKey(), 0.0));
            }
            average.add(shared, ngrams.size(), expected.values().stream().mapToDouble(Double::doubleValue).sum());
        }
        return average.f(BETA);
    }

    private static List<List<Integer>> ngrams(String text, int n) {
        List<Integer> characters = Words.characters(text);
        List<List<Integer>> ngrams = new ArrayList<>();
        for (int end = n; end <= characters.size(); end++) {
            ngrams.add(characters.subList(end - n, end));
        }
        return ngrams;
    }

    private static final class Average {
        private double precisions;
        private double recalls;
        private int orders;

        void add(double shared, double hypothesis, double reference) {
            if (hypothesis > 0 && reference > 0) {
                precisions += shared / hypothesis;
                recalls += shared / reference;
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
