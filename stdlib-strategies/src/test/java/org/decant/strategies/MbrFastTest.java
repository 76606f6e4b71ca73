package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.junit.jupiter.api.Test;

/// Cheng and Vlachos, 2023; Vamvas and Sennrich, 2024. With the same seed `mbr` draws the same candidates, and
/// gives their full scores.
class MbrFastTest {
    private static final int SAMPLES = 16;

    /// What one run gave.
    private record Ranked(List<String> texts, List<Double> scores, long utilities, String written) {
        static Ranked of(RunResult result) {
            Tuple both = (Tuple) result.value();
            return new Ranked(MbrFastTest.texts(both.get(0)), MbrFastTest.scores(both.get(0)), (Long) both.get(1), result.text());
        }
    }

    private static List<String> texts(Object ranking) {
        return ((List<?>) ranking).stream().map(entry -> (String) ((Tuple) entry).get(0)).toList();
    }

    private static List<Double> scores(Object ranking) {
        return ((List<?>) ranking).stream().map(entry -> (Double) ((Tuple) entry).get(1)).toList();
    }

    private static Ranked run(ForwardModel target, String method, Map<String, ?> more, String prompt, int tokens, long seed) {
        Map<String, Object> arguments = new HashMap<>(Map.of("target", target, "samples", SAMPLES, "method", method));
        arguments.putAll(more);
        return Ranked.of(Library.run("mbr_fast", arguments, prompt, tokens, seed));
    }

    private static Ranked run(ForwardModel target, String method, Map<String, ?> more, long seed) {
        return run(target, method, more, "ab", 6, seed);
    }

    @Test
    void rankingsAreByTheScoresThatTheyStandFor() {
        Random random = new Random(Library.seed("mbr_fast"));
        for (int round = 0; round < 3; round++) {
            TableModel target = TableModel.random(random, Library.letters(5), 1, TableShape.VARIED);
            RunResult plain = Library.run("mbr", Map.of("target", target, "samples", SAMPLES), "ab", 6, round);
            List<String> texts = texts(plain.value());
            Map<String, Double> full = new HashMap<>();
            for (int i = 0; i < texts.size(); i++) {
                full.put(texts.get(i), scores(plain.value()).get(i));
            }
            Ranked aggregate = run(target, "aggregate", Map.of(), round);
            check(aggregate, texts.stream().map(text -> aggregated(text, texts)).toList(), texts, "aggregate");
            assertEquals(SAMPLES, aggregate.utilities);

            Ranked coarse = run(target, "coarse", Map.of("keep", 3), round);
            assertEquals(aggregate.texts.subList(0, 3).stream().map(full::get).sorted((a, b) -> Double.compare(b, a)).toList(),
                    coarse.scores);
            assertEquals(4 * SAMPLES, coarse.utilities);

            // Nothing is dropped with certainty: it is plain decoding. What is left has been held against all references.
            Ranked all = run(target, "prune", Map.of("confidence", 1.0, "resamples", 2), round);
            check(all, texts.stream().map(full::get).toList(), texts, "prune nothing");
            assertEquals(SAMPLES * SAMPLES, all.utilities);
            Ranked pruned = run(target, "prune", Map.of("confidence", 0.8, "resamples", 50), round);
            assertTrue(pruned.utilities < all.utilities, pruned.utilities + " utilities");
            if (pruned.texts.size() > 1) {
                assertEquals(pruned.texts.stream().map(full::get).toList(), pruned.scores);
            }
        }
    }

    /// A ranking is of all texts, by these scores, and the first is written.
    private static void check(Ranked ranked, List<Double> expected, List<String> texts, String what) {
        Map<String, Double> byText = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            byText.put(texts.get(i), expected.get(i));
        }
        assertEquals(texts.stream().sorted().toList(), ranked.texts.stream().sorted().toList(), what);
        for (int i = 0; i < ranked.texts.size(); i++) {
            assertEquals(byText.get(ranked.texts.get(i)), ranked.scores.get(i), 1e-4, what + ": " + ranked.texts.get(i));
            assertTrue(i == 0 || ranked.scores.get(i) <= ranked.scores.get(i - 1), what + " rises");
        }
        assertEquals(ranked.texts.getFirst(), ranked.written);
    }

    /// chrF against mean counts of n-grams.
    private static double aggregated(String text, List<String> references) {
        double precision = 0;
        double recall = 0;
        int lengths = 0;
        boolean empty = references.stream().allMatch(String::isEmpty);
        if (text.isEmpty() || empty) {
            return text.isEmpty() && empty ? 1 : 0;
        }
        for (int n = 1; n <= 6; n++) {
            double total = 0;
            Map<String, Double> means = new HashMap<>();
            for (String reference : references) {
                for (String ngram : ngrams(reference, n)) {
                    means.merge(ngram, 1.0 / references.size(), Double::sum);
                    total += 1.0 / references.size();
                }
            }
            List<String> own = ngrams(text, n);
            if (own.isEmpty() || total == 0) {
                continue;
            }
            double shared = 0;
            for (String ngram : own.stream().distinct().toList()) {
                shared += Math.min(own.stream().filter(ngram::equals).count(), means.getOrDefault(ngram, 0.0));
            }
            precision += shared / own.size();
            recall += shared / total;
            lengths++;
        }
        return precision == 0 ? 0 : 5 * precision / lengths * recall / lengths / (4 * precision / lengths + recall / lengths);
    }

    private static List<String> ngrams(String text, int n) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i + n <= text.length(); i++) {
            all.add(text.substring(i, i + n));
        }
        return all;
    }

    /// The papers' claim: far fewer utilities, and nearly always an output that is nearly as good; here of the small model's translations.
    @Test
    void fewUtilitiesFindNearlyTheBest() {
        long seed = Library.seed("mbr_fast, effect");
        List<Trained.Item> items = Trained.items("translation", 8);
        List<String> methods = List.of("prune", "aggregate", "coarse");
        double[] lost = new double[methods.size()];
        double[] scores = new double[methods.size()];
        double[] utilities = new double[methods.size()];
        double random = 0;
        double score = 0;
        double any = 0;
        for (Trained.Item item : items) {
            RunResult plain = Library.run("mbr", Map.of("target", Trained.BYTES, "samples", SAMPLES), item.prompt(), 20, seed);
            List<String> texts = texts(plain.value());
            List<Double> full = scores(plain.value());
            random += (full.getFirst() - full.stream().mapToDouble(Double::doubleValue).average().orElseThrow()) / items.size();
            score += item.score(plain.text()) / items.size();
            any += texts.stream().mapToDouble(item::score).average().orElseThrow() / items.size();
            for (int i = 0; i < lost.length; i++) {
                Ranked fast = run(Trained.BYTES, methods.get(i), Map.of("resamples", 100), item.prompt(), 20, seed);
                lost[i] += (full.getFirst() - full.get(texts.indexOf(fast.written))) / items.size();
                scores[i] += item.score(fast.written) / items.size();
                utilities[i] += (double) fast.utilities / items.size();
            }
        }
        System.out.printf("mbr_fast: chrF %.3f with 256 utilities; prune %.3f, %.0f; aggregate %.3f, %.0f; coarse %.3f, %.0f; of any sample "
                + "%.3f; expected utility lost %.4f, %.4f, %.4f, by any sample %.4f%n", score, scores[0], utilities[0], scores[1], utilities[1],
                scores[2], utilities[2], any, lost[0], lost[1], lost[2], random);
        for (int i = 0; i < lost.length; i++) {
            assertTrue(utilities[i] < 0.8 * SAMPLES * SAMPLES, methods.get(i) + " " + utilities[i]);
            assertTrue(lost[i] < random / 3, methods.get(i) + " " + lost[i]);
        }
    }
}
