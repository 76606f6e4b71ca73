package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Xu et al., 2022: a search without pruning finds all outputs; recombined, it finds them with fewer passes, and the lattice
/// holds each once.
class LatticeTest {
    private static final String COUNTED = """
            import lattice
            strategy counted(target: Model, passes: Int, branching: Int, same: Int, slack: Int) -> (Int, List<Tokens>) {
              let found = run lattice(target, passes, branching, same, slack)
              return (outputs(found), paths(found, found.start))
            }
            """;

    private record Found(long outputs, List<List<Token>> paths, RunResult result) {}

    @SuppressWarnings("unchecked")
    private static Found search(TableModel target, int passes, int branching, int same, int slack, int horizon) {
        RunResult result = Library.runScript(COUNTED, Map.of("target", target, "passes", passes, "branching", branching, "same",
                same, "slack", slack), "a", horizon);
        return new Found((Long) ((Tuple) result.value()).get(0), (List<List<Token>>) ((Tuple) result.value()).get(1), result);
    }

    /// A model that looks at one token only has the same future after equal last tokens at equal length.
    @Test
    void whereOnlyTheLastTokenCountsTheLatticeIsAllOutputs() {
        Random random = new Random(Library.seed("lattice"));
        for (int round = 0; round < 30; round++) {
            int size = 2 + random.nextInt(3);
            TableModel target = TableModel.random(random, Library.letters(size), 1, TableShape.VARIED);
            int horizon = 1 + random.nextInt(5);
            Set<List<Token>> all = Oracle.ancestral(target, "a", horizon).keySet();
            Found recombined = search(target, 10_000, size, 1, 0, horizon);
            Found tree = search(target, 10_000, size, 99, 0, horizon);
            for (Found found : List.of(recombined, tree)) {
                assertEquals(all, new HashSet<>(found.paths), "round " + round);
                assertEquals(all.size(), found.paths.size(), "an output stands twice");
                assertEquals(all.size(), found.outputs);
            }
            // one pass for the start and for each pair of a length below the horizon and a last token that is no end
            assertEquals(1 + (horizon - 1) * (size - 1), Library.passes(recombined.result), "round " + round);
            assertEquals((long) all.stream().mapToInt(List::size).filter(length -> length == horizon).count() / size
                    + shorterPrefixes(size - 1, horizon - 2), Library.passes(tree.result), "round " + round);
        }
    }

    /// How many strings of at most this length there are, over so many letters.
    private static long shorterPrefixes(int letters, int length) {
        long sum = 0;
        long power = 1;
        for (int i = 0; i <= length; i++) {
            sum += power;
            power *= letters;
        }
        return sum;
    }

    @Test
    void pathsAreDifferentOutputsWithinTheBudget() {
        Random random = new Random(Library.seed("lattice, recombined"));
        long more = 0;
        for (int round = 0; round < 40; round++) {
            int size = 3 + random.nextInt(3);
            TableModel target = TableModel.random(random, Library.letters(size), 2, TableShape.VARIED);
            int horizon = 3 + random.nextInt(5);
            int passes = 1 + random.nextInt(30);
            Found found = search(target, passes, 1 + random.nextInt(size), 1 + random.nextInt(2), random.nextInt(3), horizon);
            assertEquals(found.paths.size(), found.outputs, "round " + round);
            assertEquals(found.paths.size(), new HashSet<>(found.paths).size(), "an output stands twice, round " + round);
            assertTrue(Library.passes(found.result) <= passes, "round " + round);
            for (List<Token> path : found.paths) {
                assertTrue(path.size() <= horizon, "round " + round);
            }
            assertTrue(found.paths.isEmpty() || found.paths.contains(found.result.tokens()), "round " + round);
            more += Math.max(0, found.outputs - passes);
        }
        assertTrue(more > 0, "never more outputs than passes");
    }

    /// The paper's claim: recombined, as many passes encode many times as many outputs; and they hold the best one.
    @Test
    void itEncodesManyMoreOutputsThanPasses() {
        List<Trained.Item> items = Trained.items("keywords", 3);
        StringBuilder figures = new StringBuilder();
        double[] outputs = new double[3];
        int[] same = {99, 2, 1};
        for (int i = 0; i < same.length; i++) {
            double score = 0;
            for (Trained.Item item : items) {
                RunResult result = Library.runScript("""
                        import lattice
                        strategy counted(target: Model, same: Int) -> Int {
                          return outputs(run lattice(target, passes: 120, same: same))
                        }
                        """, Map.of("target", Trained.TARGET, "same", same[i]), item.prompt(), 20);
                outputs[i] += (double) (Long) result.value() / items.size();
                score += item.score(result.text()) / items.size();
            }
            figures.append(String.format(", %s %.0f (the best one's score %.2f)",
                    i == 0 ? "without recombination" : "of " + same[i] + " equal tokens", outputs[i], score));
        }
        System.out.println("lattice: outputs of 120 passes:" + figures.substring(1));
        assertTrue(outputs[1] > 10 * outputs[0] && outputs[2] > 10 * outputs[1], figures.toString());
    }
}
