package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Token;

/// What strategies are compared with: computed from a table's numbers alone, by the definitions.
final class Oracle {
    /// How far an exactly computed distribution may be from the right one, in total variation.
    static final double EXACT = 1e-9;

    /// A rule for the next token's distribution.
    @FunctionalInterface
    interface NextToken {
        /// Probabilities by token id.
        double[] after(Context context);
    }

    private Oracle() {
    }

    static Context start(TableModel model, String prompt) {
        Context root = Context.root(model.vocabulary());
        return prompt.isEmpty() ? root : root.plus(model.vocabulary().encode(prompt));
    }

    /// The model's next-token probabilities by token id.
    static double[] probabilities(TableModel model, Context context) {
        double[] row = new double[model.vocabulary().size()];
        model.score(context, row);
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.exp(row[i]);
            sum += row[i];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= sum;
        }
        return row;
    }

    /// The probabilities of all outputs of at most `horizon` tokens, each token drawn by the rule.
    static Map<List<Token>, Double> outputs(Context start, int horizon, NextToken rule) {
        Map<List<Token>, Double> all = new LinkedHashMap<>();
        collect(start, start, horizon, 1, rule, all);
        return all;
    }

    /// The probabilities of all outputs that the model itself gives.
    static Map<List<Token>, Double> ancestral(TableModel model, String prompt, int horizon) {
        return outputs(start(model, prompt), horizon, context -> probabilities(model, context));
    }

    private static void collect(Context start, Context at, int left, double mass, NextToken rule,
                                Map<List<Token>, Double> all) {
        if (left == 0 || at != start && at.last().isEnd()) {
            all.put(List.copyOf(at.since(start)), mass);
            return;
        }
        double[] next = rule.after(at);
        for (int id = 0; id < next.length; id++) {
            if (next[id] > 0) {
                collect(start, at.plus(at.vocabulary().token(id)), left - 1, mass * next[id], rule, all);
            }
        }
    }

    /// The most likely token at each step, the one of the smallest id among equals.
    static List<Token> greedy(TableModel model, String prompt, int horizon) {
        Context context = start(model, prompt);
        List<Token> written = new ArrayList<>();
        while (written.size() < horizon && (written.isEmpty() || !written.getLast().isEnd())) {
            double[] row = new double[model.vocabulary().size()];
            model.score(context, row);
            int best = 0;
            for (int id = 1; id < row.length; id++) {
                if (row[id] > row[best]) {
                    best = id;
                }
            }
            written.add(model.vocabulary().token(best));
            context = context.plus(written.getLast());
        }
        return written;
    }

    static <O> double totalVariation(Map<O, Double> one, Map<O, Double> other) {
        Set<O> keys = new HashSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys.stream().mapToDouble(key -> Math.abs(one.getOrDefault(key, 0.0) - other.getOrDefault(key, 0.0)))
                .sum() / 2;
    }

    static void assertSameDistribution(Map<List<Token>, Double> expected, Map<List<Token>, Double> actual, String what) {
        assertEquals(0, totalVariation(expected, actual), EXACT, () -> what + ": expected " + expected + ", was " + actual);
    }

    /// The smallest set of most likely tokens whose mass reaches `mass`, renormalised.
    static double[] nucleus(double[] p, double mass) {
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        // The sort is stable: of tokens that are equally likely up to rounding, those of smaller ids come first.
        Arrays.sort(order, Comparator.comparingLong(id -> -Math.round(p[id] * 1e12)));
        double[] kept = new double[p.length];
        double sum = 0;
        for (int id : order) {
            if (sum >= mass - 1e-12) {
                break;
            }
            kept[id] = p[id];
            sum += p[id];
        }
        return normalized(kept);
    }

    static double[] normalized(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
