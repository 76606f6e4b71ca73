package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Medusa's tree and its typical acceptance, written again for tables. That `medusa` is lossless, the contracts show.
class MedusaTest {
    private static final int SIZE = 4;
    private static final int TOKENS = 9;
    /// Of the heads of tables, by head and rank.
    private static final double[][] RIGHT = {{0.5, 0.25, 0.125}, {0.4, 0.2, 0.1}};

    /// A node of the tree: what stands before it, and how likely the heads are right about all of it.
    private record Guess(Context context, double likelihood) {}

    private static Integer[] ranked(double[] probabilities) {
        return IntStream.range(0, SIZE).boxed().sorted(Comparator.comparingDouble(id -> -probabilities[id])).toArray(Integer[]::new);
    }

    private static double[] ahead(TableModel target, Context empty, double[] probabilities) {
        double[] next = new double[SIZE];
        for (int id = 0; id < SIZE; id++) {
            double[] row = Oracle.probabilities(target, empty.plus(target.vocabulary().token(id)));
            for (int i = 0; i < SIZE; i++) {
                next[i] += probabilities[id] * row[i];
            }
        }
        return next;
    }

    /// The `budget` likeliest guesses, those of the first head before those of the second.
    private static List<Guess> tree(TableModel target, Context output, int budget) {
        Context empty = output.prefix(0);
        double[] first = ahead(target, empty, Oracle.probabilities(target, output.prefix(output.length() - 1)));
        Integer[] near = ranked(first);
        Integer[] far = ranked(ahead(target, empty, first));
        List<Guess> all = new ArrayList<>();
        for (int rank = 0; rank < 3; rank++) {
            all.add(new Guess(output.plus(target.vocabulary().token(near[rank])), RIGHT[0][rank]));
        }
        for (Guess guess : List.copyOf(all)) {
            for (int rank = 0; rank < 3 && !guess.context.ended(); rank++) {
                all.add(new Guess(guess.context.plus(target.vocabulary().token(far[rank])), guess.likelihood * RIGHT[1][rank]));
            }
        }
        all.sort(Comparator.comparingDouble(guess -> -guess.likelihood));
        return all.subList(0, budget);
    }

    private static boolean passes(TableModel target, Context context, double epsilon, double delta) {
        double[] row = Oracle.probabilities(target, context.parent());
        double entropy = -Arrays.stream(row).filter(p -> p > 0).map(p -> p * Math.log(p)).sum();
        return row[context.last().id()] > Math.min(epsilon, delta * Math.exp(-entropy));
    }

    @Test
    void typicalAcceptanceIsThePapers() {
        Random random = new Random(Library.seed("medusa_typical"));
        int longer = 0;
        for (int round = 0; round < 40; round++) {
            TableModel target = Library.table(random, Library.letters(SIZE), 2, round % 2);
            int budget = 1 + round % 4;
            double epsilon = 0.1 + 0.3 * random.nextDouble();
            double delta = 0.2 + random.nextDouble();
            Context output = Oracle.start(target, "ab");
            List<Token> written = new ArrayList<>();
            int steps = 0;
            while (written.size() < TOKENS && !output.ended()) {
                Context best = output;
                double most = 0;
                for (Guess guess : tree(target, output, budget)) {
                    boolean all = true;
                    double likelihood = 1;
                    for (Context at = guess.context; at.length() > output.length(); at = at.parent()) {
                        all &= passes(target, at, epsilon, delta);
                        likelihood *= Oracle.probabilities(target, at.parent())[at.last().id()];
                    }
                    if (all && (guess.context.length() > best.length()
                            || guess.context.length() == best.length() && likelihood > most)) {
                        best = guess.context;
                        most = likelihood;
                    }
                }
                Context next = best.ended() ? best
                        : best.plus(target.vocabulary().token(ranked(Oracle.probabilities(target, best))[0]));
                written.addAll(next.lastTokens(next.length() - output.length()));
                output = next;
                steps++;
            }
            RunResult run = Library.run("medusa_typical", Map.of("target", target, "budget", budget, "epsilon", epsilon,
                    "delta", delta), "ab", TOKENS, round);
            assertEquals(written.subList(0, Math.min(TOKENS, written.size())), List.copyOf(run.tokens()), "round " + round);
            longer += steps < written.size() ? 1 : 0;
        }
        assertTrue(longer > 10, "drafts were accepted: " + longer);
    }

    @Test
    void headsReadWhatTheVerificationHasComputed() {
        TableModel target = TableModel.random(new Random(Library.seed("medusa")), SymbolTokenizer.letters("letters", SIZE, false), 2,
                TableShape.VARIED);
        RunResult result = Library.run("medusa", Map.of("target", target, "budget", 6), "ab", 40, 0);
        assertEquals(result.drafts().verifications() + 1, result.models().getFirst().passes());
    }
}
