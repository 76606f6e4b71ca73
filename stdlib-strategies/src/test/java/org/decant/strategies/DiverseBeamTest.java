package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Vijayakumar et al., 2018: groups extend one after another, paying for tokens that earlier groups chose at the step.
class DiverseBeamTest {

    /// @param score  the log-probability
    /// @param ranked what it was chosen by: the log-probability less what its last token cost
    private record Hypothesis(Context context, double score, double ranked, boolean grown) {}

    @Test
    void eachGroupKeepsItsBestExtensionsLessThePenalty() {
        Random random = new Random(Library.seed("diverse_beam"));
        TableShape[] shapes = {TableShape.VARIED, TableShape.FLAT, TableShape.PEAKED};
        for (int round = 0; round < 60; round++) {
            TableModel target = TableModel.random(random, Library.letters(3 + random.nextInt(3)), 2, shapes[round % 3]);
            int groups = 1 + random.nextInt(3);
            int share = 1 + random.nextInt(3);
            double strength = 2 * random.nextDouble();
            boolean cumulative = random.nextBoolean();
            int horizon = 1 + random.nextInt(5);
            RunResult result = Library.run("diverse_beam", Map.of("target", target, "width", groups * share, "groups",
                    groups, "strength", strength, "cumulative", cumulative), "a", horizon, round);
            List<Hypothesis> expected = search(target, groups, share, strength, cumulative, horizon);
            assertEquals(expected.stream().map(h -> h.context().tokens()).toList(),
                    members(result).stream().map(context -> context.tokens()).toList(),
                    "round " + round + ", groups " + groups + " of " + share + ", strength " + strength);
            List<Token> best = expected.getFirst().context().tokens();
            assertEquals(best.subList(1, best.size()), result.tokens());
        }
    }

    @Test
    void groupsPartWhereTheSameTokenCostsMuch() {
        Random random = new Random(Library.seed("diverse_beam, strong"));
        for (int round = 0; round < 20; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 1, TableShape.PEAKED);
            Set<Token> firsts = new HashSet<>();
            members(Library.run("diverse_beam", Map.of("target", target, "width", 3, "groups", 3, "strength", 1e6), "a", 4,
                    round)).forEach(context -> firsts.add(context.tokens().get(1)));
            assertEquals(3, firsts.size(), "round " + round);
        }
    }

    private static List<Context> members(RunResult result) {
        return ((List<?>) result.value()).stream().map(member -> (Context) ((RecordValue) member).values()[0]).toList();
    }

    private static List<Hypothesis> search(TableModel target, int groups, int share, double strength, boolean cumulative,
                                           int horizon) {
        List<List<Hypothesis>> beams = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            beams.add(List.of(new Hypothesis(Oracle.start(target, "a"), 0, 0, false)));
        }
        double[] chosen = new double[target.vocabulary().size()];
        for (int step = 0; step < horizon; step++) {
            if (!cumulative) {
                chosen = new double[chosen.length];
            }
            for (int group = 0; group < groups; group++) {
                List<Hypothesis> candidates = new ArrayList<>();
                for (Hypothesis old : beams.get(group)) {
                    if (old.context().ended()) {
                        candidates.add(new Hypothesis(old.context(), old.score(), old.score(), false));
                        continue;
                    }
                    double[] p = Oracle.probabilities(target, old.context());
                    for (int id = 0; id < p.length; id++) {
                        double score = old.score() + Math.log(p[id]);
                        candidates.add(new Hypothesis(old.context().plus(target.vocabulary().token(id)), score,
                                score - strength * chosen[id], true));
                    }
                }
                candidates.sort(Comparator.comparingDouble(h -> -h.ranked()));
                List<Hypothesis> best = candidates.subList(0, Math.min(share, candidates.size()));
                for (Hypothesis hypothesis : best) {
                    chosen[hypothesis.context().last().id()] += hypothesis.grown() ? 1 : 0;
                }
                beams.set(group, best);
            }
        }
        List<Hypothesis> ranked = new ArrayList<>();
        for (List<Hypothesis> beam : beams) {
            ranked.add(beam.stream().max(Comparator.comparingDouble(Hypothesis::score)).orElseThrow());
        }
        // The sort is stable, as the library's ranking is: equal scores stay in the order of the groups.
        ranked.sort(Comparator.comparingDouble(h -> -h.score()));
        return ranked;
    }
}
