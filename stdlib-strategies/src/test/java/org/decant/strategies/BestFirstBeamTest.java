package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.junit.jupiter.api.Test;

/// Meister et al., 2020: the first complete hypotheses are those that beam search (their Algorithm 1) ends with, in its order.
class BestFirstBeamTest {

    /// @param score    the log-probability with the rewards earned
    /// @param priority the score with the rewards that can still be earned
    private record Hypothesis(Context context, double score, double priority) {}

    @Test
    void theFirstCompleteHypothesesAreBeamSearchs() {
        Random random = new Random(Library.seed("best_first_beam"));
        TableShape[] shapes = {TableShape.VARIED, TableShape.FLAT, TableShape.PEAKED};
        for (int round = 0; round < 120; round++) {
            TableModel target = TableModel.random(random, Library.letters(2 + random.nextInt(4)), 2, shapes[round % 3]);
            int width = 1 + random.nextInt(5);
            int horizon = 1 + random.nextInt(6);
            double reward = round % 2 == 0 ? 0 : random.nextDouble();
            int expected = random.nextInt(8);
            List<Hypothesis> beam = beamSearch(target, width, horizon, reward, expected);
            int count = 1 + random.nextInt(Math.min(width, beam.size()));
            RunResult result = Library.run("best_first_beam", Map.of("target", target, "width", width, "count", count, "reward",
                    reward, "expected", expected), "a", horizon, round);
            List<?> found = (List<?>) result.value();
            String what = "round " + round + ": " + beam + " with width " + width + ", reward " + reward + " up to " + expected;
            assertEquals(beam.subList(0, count).stream().map(h -> h.context.tokens()).toList(),
                    found.stream().map(h -> ((Context) ((RecordValue) h).values()[0]).tokens()).toList(), what);
            for (int i = 0; i < count; i++) {
                assertEquals(beam.get(i).score, (Double) ((RecordValue) found.get(i)).values()[1], 1e-9, what);
            }
            assertEquals(beam.getFirst().context.tokens().subList(1, beam.getFirst().context.length()), result.tokens());
        }
    }

    private static List<Hypothesis> beamSearch(TableModel target, int width, int horizon, double reward, int expected) {
        List<Hypothesis> beam = List.of(new Hypothesis(Oracle.start(target, "a"), 0, 0));
        for (int step = 1; step <= horizon; step++) {
            List<Hypothesis> grown = new ArrayList<>();
            for (Hypothesis old : beam) {
                if (old.context.length() > 1 && old.context.ended()) {
                    grown.add(old);
                    continue;
                }
                double[] p = Oracle.probabilities(target, old.context);
                for (int id = 0; id < p.length; id++) {
                    Context context = old.context.plus(target.vocabulary().token(id));
                    double score = old.score + Math.log(p[id]) + (step <= expected ? reward : 0);
                    int left = Math.max(0, Math.min(expected, horizon) - step);
                    grown.add(new Hypothesis(context, score, score + (context.ended() ? 0 : reward * left)));
                }
            }
            grown.sort(Comparator.comparingDouble(h -> -h.priority));
            beam = grown.subList(0, Math.min(width, grown.size()));
        }
        return beam;
    }

    @Test
    void aFullQueueDropsTheWorstOfTheShortest() {
        Random random = new Random(Library.seed("best_first_beam, memory"));
        int different = 0;
        for (int round = 0; round < 60; round++) {
            TableModel target = TableModel.random(random, Library.letters(3 + random.nextInt(3)), 2, TableShape.VARIED);
            int width = 2 + random.nextInt(4);
            int memory = 1 + random.nextInt(6);
            int horizon = 2 + random.nextInt(5);
            RunResult result = Library.run("best_first_beam", Map.of("target", target, "width", width, "memory", memory), "a",
                    horizon, round);
            List<Integer> expected = withMemory(target, width, memory, horizon);
            assertEquals(expected, result.tokens().stream().map(token -> token.id()).toList(), "round " + round);
            different += expected.equals(withMemory(target, width, Integer.MAX_VALUE, horizon)) ? 0 : 1;
        }
        assertTrue(different > 0, "the limit never mattered");
    }

    /// A search over strings of ids with one list for each length.
    private static List<Integer> withMemory(TableModel target, int width, int memory, int horizon) {
        record Entry(List<Integer> ids, double score) {}
        List<List<Entry>> queues = new ArrayList<>();
        int[] left = new int[horizon + 1];
        for (int length = 0; length <= horizon; length++) {
            queues.add(new ArrayList<>());
            left[length] = width;
        }
        queues.getFirst().add(new Entry(List.of(), 0));
        while (true) {
            int length = 0;
            double best = Double.NEGATIVE_INFINITY;
            for (int i = 0; i <= horizon; i++) {
                for (Entry entry : queues.get(i)) {
                    if (entry.score > best) {
                        best = entry.score;
                        length = i;
                    }
                }
            }
            Entry next = queues.get(length).stream().max(Comparator.comparingDouble(Entry::score)).orElseThrow();
            queues.get(length).remove(next);
            if (left[length]-- <= 0) {
                continue;
            }
            if (length == horizon) {
                return next.ids;
            }
            int end = target.vocabulary().size() - 1;
            if (!next.ids.isEmpty() && next.ids.getLast() == end) {
                queues.get(length + 1).add(next);
            } else {
                Context context = Oracle.start(target, "a");
                for (int id : next.ids) {
                    context = context.plus(target.vocabulary().token(id));
                }
                double[] p = Oracle.probabilities(target, context);
                List<Entry> grown = new ArrayList<>();
                for (int id = 0; id <= end; id++) {
                    List<Integer> ids = new ArrayList<>(next.ids);
                    ids.add(id);
                    grown.add(new Entry(ids, next.score + Math.log(p[id])));
                }
                grown.sort(Comparator.comparingDouble(entry -> -entry.score));
                queues.get(length + 1).addAll(grown.subList(0, Math.min(2 * width, grown.size())));
            }
            while (queues.stream().mapToInt(List::size).sum() > memory) {
                List<Entry> shortest = queues.stream().filter(queue -> !queue.isEmpty()).findFirst().orElseThrow();
                shortest.remove(shortest.stream().min(Comparator.comparingDouble(Entry::score)).orElseThrow());
            }
        }
    }

    @Test
    void itCallsTheModelForFewerContextsThanBeamSearch() {
        List<Trained.Item> items = Trained.items("translation", 4);
        StringBuilder figures = new StringBuilder();
        for (int width : new int[] {2, 5, 10}) {
            long beam = 0;
            long bestFirst = 0;
            for (Trained.Item item : items) {
                RunResult usual = Library.run("beam", Map.of("target", Trained.TARGET, "width", width, "alpha", 0.0), item.prompt(), 16, 0);
                RunResult result = Library.run("best_first_beam", Map.of("target", Trained.TARGET, "width", width), item.prompt(), 16, 0);
                assertEquals(usual.text(), result.text());
                bestFirst += Library.contexts(result);
                beam += Library.contexts(usual);
            }
            figures.append(", width ").append(width).append(": ").append(bestFirst).append(" instead of ").append(beam);
            assertTrue(bestFirst * width < beam * 1.5, figures.toString());
        }
        System.out.println("best_first_beam: contexts" + figures.substring(1));
    }
}
