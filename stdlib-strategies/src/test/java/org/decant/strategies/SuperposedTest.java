package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Shen et al., 2024: k drafts from one distribution for each step, that after the superposition of their last tokens. A
/// table of order 1 gives the mixture of its rows there.
class SuperposedTest {

    private record Draft(List<Token> tokens, double score) {
        boolean ended() {
            return !tokens.isEmpty() && tokens.getLast().isEnd();
        }
    }

    private record Drafted(List<Draft> ranked, int steps) {}

    @Test
    void draftsShareADistribution() {
        Random random = new Random(Library.seed("superposed"));
        for (int round = 0; round < 60; round++) {
            Vocabulary letters = Library.letters(3 + random.nextInt(5));
            TableModel target = TableModel.random(random, letters, 1, TableShape.VARIED);
            TableModel ngram = TableModel.random(random, letters, 2, TableShape.VARIED);
            int drafts = 1 + random.nextInt(4);
            int candidates = 1 + random.nextInt(6);
            double alpha = random.nextDouble();
            int horizon = 1 + random.nextInt(5);
            RunResult result = Library.run("superposed", Map.of("target", target, "ngram", ngram, "drafts", drafts,
                    "candidates", candidates, "alpha", alpha), "ab", horizon, round);
            Drafted drafted = drafts(target, ngram, drafts, candidates, alpha, horizon);
            List<Draft> expected = drafted.ranked;
            List<?> given = (List<?>) result.value();
            String where = "round " + round + ", " + drafts + " drafts of " + candidates + " candidates, alpha " + alpha;
            assertEquals(expected.size(), given.size(), where);
            for (int i = 0; i < expected.size(); i++) {
                RecordValue draft = (RecordValue) given.get(i);
                assertEquals(expected.get(i).tokens, ((Context) draft.values()[0]).lastTokens(expected.get(i).tokens.size()),
                        where);
                assertEquals(expected.get(i).score, (Double) draft.values()[1], 1e-9, where);
            }
            assertEquals(expected.getFirst().tokens, result.tokens(), where);
            assertEquals(drafted.steps, cost(result, target), where);
        }
    }

    private static long cost(RunResult result, TableModel model) {
        return result.models().stream().filter(cost -> cost.model().equals(model.name())).findFirst().orElseThrow().contexts();
    }

    private static Drafted drafts(TableModel target, TableModel ngram, int count, int candidates, double alpha, int horizon) {
        Context start = Oracle.start(target, "ab");
        Vocabulary letters = target.vocabulary();
        Map<Integer, Double> last = Map.of(1, 1.0);
        List<Draft> live = List.of(new Draft(List.of(), 0));
        List<Draft> done = new ArrayList<>();
        int steps = 0;
        for (; steps < horizon && !live.isEmpty(); steps++) {
            double[] p = new double[letters.size()];
            last.forEach((id, weight) -> {
                double[] row = Oracle.probabilities(target, Context.root(letters).plus(letters.token(id)));
                for (int i = 0; i < p.length; i++) {
                    p[i] += weight * row[i];
                }
            });
            List<Integer> top = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(id -> -p[id]))
                    .limit(candidates).toList();
            double kept = top.stream().mapToDouble(id -> p[id]).sum();
            List<Draft> grown = new ArrayList<>();
            for (Draft draft : live) {
                double[] q = Oracle.probabilities(ngram, start.plus(draft.tokens));
                for (int id : top) {
                    List<Token> tokens = new ArrayList<>(draft.tokens);
                    tokens.add(letters.token(id));
                    grown.add(new Draft(tokens, draft.score + (1 - alpha) * Math.log(p[id] / kept) + alpha
                            * Math.log((1 - 1e-6) * q[id] + 1e-6 * p[id] / kept)));
                }
            }
            grown.sort(Comparator.comparingDouble(draft -> -draft.score));
            grown = grown.subList(0, Math.min(2 * count, grown.size()));
            done.addAll(grown.stream().filter(Draft::ended).toList());
            live = grown.stream().filter(draft -> !draft.ended()).limit(count).toList();
            double sum = live.stream().mapToDouble(draft -> Math.exp(draft.score)).sum();
            Map<Integer, Double> next = new HashMap<>();
            live.forEach(draft -> next.merge(draft.tokens.getLast().id(), Math.exp(draft.score) / sum, Double::sum));
            last = next;
        }
        done.sort(Comparator.comparingDouble(draft -> -draft.score));
        List<Draft> all = new ArrayList<>(done.subList(0, Math.min(count, done.size())));
        all.addAll(live);
        all.sort(Comparator.comparingDouble(draft -> -draft.score / draft.tokens.size()));
        return new Drafted(all.subList(0, Math.min(count, all.size())), steps);
    }

    @Test
    void oneDraftIsGreedyDecoding() {
        Random random = new Random(Library.seed("superposed, one draft"));
        for (int round = 0; round < 30; round++) {
            TableModel target = TableModel.random(random, Library.letters(5), 2, TableShape.VARIED);
            List<Token> greedy = Oracle.greedy(target, "ab", 8);
            assertEquals(greedy, Library.run("superposed", Map.of("target", target, "drafts", 1, "candidates", 1), "ab", 8,
                    round).tokens());
        }
    }

    /// The paper's claim: several drafts nearly as likely as those of beam search, at the passes of one.
    @Test
    void severalDraftsAtThePassesOfOne() {
        List<Trained.Item> items = Trained.items("story", 4);
        double superposed = 0;
        double beam = 0;
        long contexts = 0;
        long beamContexts = 0;
        for (Trained.Item item : items) {
            RunResult drafts = Library.run("superposed", Map.of("target", Trained.TARGET, "drafts", 3), item.prompt(), 16, 0);
            RunResult usual = Library.run("beam", Map.of("target", Trained.TARGET, "width", 3), item.prompt(), 16, 0);
            superposed += likelihood(item, "superposed(target, drafts: 3)") / items.size();
            beam += likelihood(item, "beam(target, width: 3)") / items.size();
            contexts += Library.contexts(drafts);
            beamContexts += Library.contexts(usual);
        }
        System.out.printf("superposed: 3 drafts for %d contexts, %d of beam search; a token of the drafts has a log-probability of %.2f, of "
                + "beam search's %.2f%n", contexts, beamContexts, superposed, beam);
        assertTrue(contexts * 2 < beamContexts && superposed > beam - 1, superposed + " " + beam);
    }

    /// The mean log-probability of a token of the drafts under the target.
    private static double likelihood(Trained.Item item, String strategy) {
        return (Double) Library.runScript("""
                import beam
                import superposed
                strategy likelihood(target: Model) -> Float {
                  let start = output
                  return mean((run %s from start).map { one -> mean(target.log_probabilities(start, one.context.since(start))) })
                }
                """.formatted(strategy), Map.of("target", Trained.TARGET), item.prompt(), 16).value();
    }
}
