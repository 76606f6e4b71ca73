package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.junit.jupiter.api.Test;

/// Which positions are seen, by the papers' rules written again. The keys and queries of a table are its probabilities, it
/// attends to all positions alike, and the first position that it sees is the beginning to it.
class KvFilterTest {
    private static final int SIZE = 3;

    private static Context only(Context context, Iterable<Integer> positions) {
        Context seen = Context.root(context.vocabulary());
        boolean first = true;
        for (int position : positions) {
            if (!first) {
                seen = seen.plus(context.prefix(position).last());
            }
            first = false;
        }
        return seen;
    }

    /// The largest sum of squares among directions on a fine net, and the side of most queries.
    private static double[] direction(List<double[]> queries) {
        double[] best = null;
        double most = -1;
        for (int i = 0; i < 400; i++) {
            for (int j = 0; j < 400; j++) {
                double a = Math.PI * i / 400;
                double b = Math.PI * j / 400;
                double[] unit = {Math.sin(a) * Math.cos(b), Math.sin(a) * Math.sin(b), Math.cos(a)};
                double sum = queries.stream().mapToDouble(query -> along(query, unit) * along(query, unit)).sum();
                if (sum > most) {
                    most = sum;
                    best = unit;
                }
            }
        }
        double[] found = best;
        if (queries.stream().mapToDouble(query -> Math.signum(along(query, found))).sum() < 0) {
            for (int i = 0; i < SIZE; i++) {
                found[i] = -found[i];
            }
        }
        return found;
    }

    private static double along(double[] x, double[] unit) {
        return x[0] * unit[0] + x[1] * unit[1] + x[2] * unit[2];
    }

    @Test
    void whatIsSeenIsWhatThePapersSay() {
        Random random = new Random(Library.seed("kv_filter"));
        int chosen = 0;
        for (int round = 0; round < 24; round++) {
            TableModel target = Library.table(random, Library.letters(SIZE), 2, round % 2);
            String by = List.of("filters", "attention", "window").get(round % 3);
            int budget = random.nextInt(2, 5);
            int recent = random.nextInt(1, 3);
            int sinks = random.nextInt(1, 3);
            String prompt = "abba";
            Context start = Oracle.start(target, prompt);
            List<double[]> queries = new ArrayList<>();
            for (int size = 0; size <= start.length(); size++) {
                queries.add(Oracle.probabilities(target, start.prefix(size)));
            }
            double[] filter = by.equals("filters") ? direction(queries) : null;
            int[] between = {0};
            Library.assertDistribution("kv_filter", Map.of("target", target, "budget", budget, "recent", recent, "sinks", sinks,
                    "by", by), target, prompt, 3, context -> {
                TreeSet<Integer> seen = new TreeSet<>();
                List<Integer> others = new ArrayList<>();
                int last = by.equals("window") ? Math.max(budget - sinks, 1) : Math.min(recent, budget);
                for (int position = 0; position <= context.length(); position++) {
                    (position > context.length() - last ? seen : others).add(position);
                }
                if (by.equals("window")) {
                    for (int sink = 0; sink < Math.min(sinks, context.length() + 1); sink++) {
                        seen.add(sink);
                    }
                } else if (filter != null) {
                    others.sort(Comparator.comparingDouble(position ->
                            -along(Oracle.probabilities(target, context.prefix(position)), filter)));
                }
                if (!by.equals("window")) {
                    between[0] += others.size() > budget - last ? budget - last : 0;
                    seen.addAll(others.subList(0, Math.min(others.size(), budget - last)));
                }
                return only(context, seen);
            });
            chosen += between[0];
        }
        assertTrue(chosen > 50, "there was something to choose: " + chosen);
    }
}
