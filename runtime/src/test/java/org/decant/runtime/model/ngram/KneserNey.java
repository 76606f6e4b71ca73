package org.decant.runtime.model.ngram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Interpolated Kneser-Ney smoothing written as the papers define it, over maps of lists and without a thought for
/// speed: what the model is compared with. Tokens are numbers; -1 stands before each document.
final class KneserNey {
    private static final int BEGIN = -1;
    private final int order;
    private final int vocabularySize;
    private final OptionalDouble given;
    private final Map<List<Integer>, Integer> occurrences = new HashMap<>();
    private final Map<List<Integer>, Integer> counts = new HashMap<>();

    KneserNey(List<List<Integer>> documents, int order, int vocabularySize, OptionalDouble given) {
        this.order = order;
        this.vocabularySize = vocabularySize;
        this.given = given;
        for (List<Integer> document : documents) {
            List<Integer> padded = new ArrayList<>(List.of(BEGIN));
            padded.addAll(document);
            for (int last = 1; last < padded.size(); last++) {
                for (int first = Math.max(0, last - order + 1); first <= last; first++) {
                    occurrences.merge(List.copyOf(padded.subList(first, last + 1)), 1, Integer::sum);
                }
            }
        }
        occurrences.forEach((ngram, occurring) -> {
            if (ngram.size() == order || ngram.getFirst() == BEGIN) {
                counts.put(ngram, occurring);
            } else {
                Set<Integer> before = new HashSet<>();
                occurrences.keySet().forEach(longer -> {
                    if (longer.size() == ngram.size() + 1 && longer.subList(1, longer.size()).equals(ngram)) {
                        before.add(longer.getFirst());
                    }
                });
                counts.put(ngram, before.size());
            }
        });
    }

    /// The probability of `token` after the tokens of `history`, which begins with -1 if it is a document's beginning.
    double probability(int token, List<Integer> history) {
        List<Integer> context = history.subList(Math.max(0, history.size() - order + 1), history.size());
        return backedOff(token, context);
    }

    private double backedOff(int token, List<Integer> context) {
        double lower = context.isEmpty() ? uniform(token) : backedOff(token, context.subList(1, context.size()));
        double total = 0;
        double freed = 0;
        for (int next = 0; next < vocabularySize; next++) {
            int count = count(context, next);
            total += count;
            freed += count == 0 ? 0 : discount(context.size() + 1, count);
        }
        if (total == 0) {
            return lower;
        }
        int count = count(context, token);
        return (count == 0 ? 0 : count - discount(context.size() + 1, count)) / total + freed / total * lower;
    }

    private int count(List<Integer> context, int next) {
        List<Integer> ngram = new ArrayList<>(context);
        ngram.add(next);
        return counts.getOrDefault(ngram, 0);
    }

    private double uniform(int token) {
        long seen = occurrences.keySet().stream().filter(ngram -> ngram.size() == 1).count();
        return 0.001 / vocabularySize + (occurrences.containsKey(List.of(token)) ? 0.999 / seen : 0);
    }

    private double discount(int length, int count) {
        if (given.isPresent()) {
            return given.getAsDouble();
        }
        double[] n = new double[5];
        counts.forEach((ngram, c) -> {
            if (ngram.size() == length && c <= 4) {
                n[c]++;
            }
        });
        double y = n[1] / (n[1] + 2 * n[2]);
        double[] d = {0, 1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]};
        for (int c = 1; c <= 4; c++) {
            if (n[c] == 0 || c < 4 && (d[c] <= 0 || d[c] >= c)) {
                return y > 0 && y < 1 ? y : 0.75;
            }
        }
        return d[Math.min(count, 3)];
    }
}
