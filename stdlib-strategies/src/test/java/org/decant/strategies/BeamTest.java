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
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// A beam as wide as the space of outputs is exhaustive search; a narrow one keeps the best prefixes of each length.
class BeamTest {

    @Test
    void aBeamAsWideAsTheSpaceFindsTheBestOutput() {
        Random random = new Random(Library.seed("beam"));
        for (int round = 0; round < 40; round++) {
            TableModel target = Library.table(random, Library.letters(2 + random.nextInt(3)), 2, round);
            int horizon = 1 + random.nextInt(4);
            double alpha = new double[] {0, 0.6, 1}[round % 3];
            int width = (int) Math.pow(target.vocabulary().size(), horizon);
            // Outputs cut off at the horizon count only where none has ended: then every hypothesis is a live one.
            Map<List<Token>, Double> outputs = Oracle.ancestral(target, "a", horizon);
            boolean anyEnded = outputs.keySet().stream().anyMatch(tokens -> tokens.getLast().isEnd());
            double best = outputs.entrySet().stream()
                    .filter(output -> !anyEnded || output.getKey().getLast().isEnd())
                    .mapToDouble(output -> Math.log(output.getValue()) / Math.pow(output.getKey().size(), alpha))
                    .max().orElseThrow();
            RunResult result = Library.run("beam",
                    Map.of("target", target, "width", width, "alpha", alpha, "patience", 1.0), "a", horizon, round);
            assertEquals(best, Math.log(outputs.get(result.tokens())) / Math.pow(result.tokens().size(), alpha), 1e-9,
                    "round " + round + ", " + target.name() + ", alpha " + alpha + ", wrote " + result.tokens());
        }
    }

    @Test
    void aNarrowBeamKeepsTheBestPrefixesOfEachLength() {
        Random random = new Random(Library.seed("beam, narrow"));
        for (int round = 0; round < 40; round++) {
            Vocabulary vocabulary = SymbolTokenizer.letters("letters", 3 + random.nextInt(3), false);
            TableModel target = TableModel.random(random, vocabulary, 2, TableShape.VARIED);
            int width = 1 + random.nextInt(4);
            int horizon = 1 + random.nextInt(6);
            List<Context> live = new ArrayList<>(List.of(Oracle.start(target, "a")));
            for (int step = 0; step < horizon; step++) {
                List<Context> grown = new ArrayList<>();
                for (Context context : live) {
                    for (int id = 0; id < vocabulary.size(); id++) {
                        grown.add(context.plus(vocabulary.token(id)));
                    }
                }
                grown.sort(Comparator.comparingDouble(context -> -logProbability(target, context)));
                live = grown.subList(0, Math.min(width, grown.size()));
            }
            RunResult result = Library.run("beam", Map.of("target", target, "width", width), "a", horizon, round);
            assertEquals(live.getFirst().tokens().subList(1, horizon + 1), result.tokens(), "round " + round);
            List<?> hypotheses = (List<?>) result.value();
            assertEquals(live.stream().map(Context::tokens).toList(),
                    hypotheses.stream().map(h -> ((Context) ((RecordValue) h).values()[0]).tokens()).toList());
            for (int i = 0; i < live.size(); i++) {
                assertEquals(logProbability(target, live.get(i)),
                        (Double) ((RecordValue) hypotheses.get(i)).values()[1], 1e-9);
            }
        }
    }

    @Test
    void patienceMakesTheSearchGoOnForMoreEndings() {
        Random random = new Random(Library.seed("beam, patience"));
        boolean more = false;
        for (int round = 0; round < 20; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            int patient = ended(target, 3.0);
            int usual = ended(target, 1.0);
            assertTrue(patient >= usual, "round " + round + ": " + patient + " < " + usual);
            more |= patient > usual;
        }
        assertTrue(more);
    }

    private static int ended(TableModel target, double patience) {
        return ((List<?>) Library.run("beam", Map.of("target", target, "width", 2, "patience", patience), "a", 12, 0)
                .value()).size();
    }

    /// Of the tokens after the prompt, which is one token.
    private static double logProbability(TableModel target, Context context) {
        double sum = 0;
        for (Context at = context; at.length() > 1; at = at.parent()) {
            sum += Math.log(Oracle.probabilities(target, at.parent())[at.last().id()]);
        }
        return sum;
    }
}
