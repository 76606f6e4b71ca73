package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.junit.jupiter.api.Test;

/// Eikema and Aziz, 2022: a candidate's score is the mean of its utilities against all candidates; the best is written.
class MbrTest {

    @FunctionalInterface
    private interface Utility {
        double of(String hypothesis, String reference);
    }

    @Test
    void candidatesAreRankedByTheirMeanUtility() {
        Random random = new Random(Library.seed("mbr"));
        Map<String, Utility> utilities = Map.of("exact", (a, b) -> a.equals(b) ? 1 : 0, "edit", MbrTest::similarity,
                "chrf", MbrTest::characterF);
        for (int round = 0; round < 30; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2,
                    round % 2 == 0 ? TableShape.VARIED : TableShape.PEAKED);
            int samples = 1 + random.nextInt(10);
            int seed = round;
            utilities.forEach((name, utility) -> {
                RunResult result = Library.run("mbr", Map.of("target", target, "samples", samples, "utility", name), "ab", 6,
                        seed);
                List<?> ranked = (List<?>) result.value();
                assertEquals(samples, ranked.size());
                List<String> texts = ranked.stream().map(entry -> (String) ((Tuple) entry).get(0)).toList();
                double before = Double.POSITIVE_INFINITY;
                for (int i = 0; i < samples; i++) {
                    String hypothesis = texts.get(i);
                    double expected = texts.stream().mapToDouble(reference -> utility.of(hypothesis, reference)).sum()
                            / samples;
                    double score = (Double) ((Tuple) ranked.get(i)).get(1);
                    assertEquals(expected, score, 1e-9, name + ", seed " + seed + ": " + hypothesis + " among " + texts);
                    assertTrue(score <= before, "the ranking rises: " + ranked);
                    before = score;
                }
                assertEquals(texts.getFirst(), result.text());
            });
        }
    }

    @Test
    void withExactAgreementTheMostFrequentOutputIsWritten() {
        TableModel target = TableModel.random(new Random(Library.seed("mbr, mode")), Library.letters(3), 1, TableShape.VARIED);
        Map<String, Double> byText = new HashMap<>();
        Oracle.ancestral(target, "", 1).forEach((tokens, p) ->
                byText.merge(tokens.getFirst().isEnd() ? "" : tokens.getFirst().text(), p, Double::sum));
        String mode = byText.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        assertEquals(mode, Library.run("mbr", Map.of("target", target, "samples", 300, "utility", "exact"), "", 1, 1).text());
    }

    /// One minus the Levenshtein distance over the longer length.
    private static double similarity(String a, String b) {
        if (a.isEmpty() && b.isEmpty()) {
            return 1;
        }
        return 1 - (double) distance(a, b) / Math.max(a.length(), b.length());
    }

    private static int distance(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int kept = distance(a.substring(1), b.substring(1)) + (a.charAt(0) == b.charAt(0) ? 0 : 1);
        return Math.min(kept, 1 + Math.min(distance(a.substring(1), b), distance(a, b.substring(1))));
    }

    /// chrF (Popović, 2015) with n-grams up to 6 and beta 2, over the lengths that both texts have n-grams of.
    private static double characterF(String hypothesis, String reference) {
        if (hypothesis.isEmpty() && reference.isEmpty()) {
            return 1;
        }
        double precision = 0;
        double recall = 0;
        int lengths = 0;
        for (int n = 1; n <= Math.min(6, Math.min(hypothesis.length(), reference.length())); n++) {
            Map<String, Integer> left = new HashMap<>();
            for (int i = 0; i + n <= reference.length(); i++) {
                left.merge(reference.substring(i, i + n), 1, Integer::sum);
            }
            int shared = 0;
            for (int i = 0; i + n <= hypothesis.length(); i++) {
                if (left.merge(hypothesis.substring(i, i + n), -1, Integer::sum) >= 0) {
                    shared++;
                }
            }
            precision += (double) shared / (hypothesis.length() - n + 1);
            recall += (double) shared / (reference.length() - n + 1);
            lengths++;
        }
        if (precision == 0) {
            return 0;
        }
        precision /= lengths;
        recall /= lengths;
        return 5 * precision * recall / (4 * precision + recall);
    }
}
