package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.models.task.TaskExample;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Graves et al., 2006: a text's probability is the sum over all its alignments, gone through one by one.
class CtcTest {
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 2, false);
    private static final int WIDE = 1000;

    static Tensor emissions(Random random, int frames, int columns, double sharpness) {
        double[] scores = random.doubles((long) frames * columns).map(x -> sharpness * x).toArray();
        return Tensor.of(new int[] {frames, columns}, scores);
    }

    static String text(Object value) {
        return (String) value;
    }

    /// The log-probabilities of all texts.
    private static Map<String, Double> texts(Tensor emissions, TableModel lm, double alpha, double beta) {
        Tensor log = emissions.logSoftmax();
        int frames = log.shape()[0];
        int columns = log.shape()[1];
        Map<String, Double> sums = new HashMap<>();
        for (int code = 0; code < Math.pow(columns, frames); code++) {
            double score = 0;
            StringBuilder text = new StringBuilder();
            int before = 0;
            for (int frame = 0, rest = code; frame < frames; frame++, rest /= columns) {
                int label = rest % columns;
                score += log.get(frame, label);
                if (label != 0 && label != before) {
                    text.append("ab".charAt(label - 1));
                }
                before = label;
            }
            sums.merge(text.toString(), Math.exp(score), Double::sum);
        }
        sums.replaceAll((text, sum) -> {
            double score = Math.log(sum) + beta * text.length();
            Context at = Context.root(LETTERS);
            for (char letter : text.toCharArray()) {
                score += lm == null ? 0 : alpha * Math.log(Oracle.probabilities(lm, at)[letter - 'a']);
                at = at.plus(LETTERS.token(letter - 'a'));
            }
            return score;
        });
        return sums;
    }

    private static String best(Map<String, Double> texts) {
        return texts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    @Test
    void wideBeamsFindTheLikeliestText() {
        Random random = new Random(Library.seed("ctc"));
        int unlikeBestPath = 0;
        for (int round = 0; round < 60; round++) {
            Tensor emissions = emissions(random, 1 + random.nextInt(6), 3, 2);
            boolean modelled = round % 2 == 0;
            TableModel lm = modelled ? TableModel.random(random, LETTERS, 2, TableShape.VARIED) : null;
            double beta = modelled ? random.nextDouble() : 0;
            Map<String, Object> arguments = new HashMap<>(Map.of("emissions", emissions, "labels", "ab", "width", WIDE,
                    "alpha", 0.7, "beta", beta));
            if (modelled) {
                arguments.put("lm", lm);
            }
            String actual = text(Library.run("ctc", arguments, "", 0, 1).value());
            Map<String, Double> texts = texts(emissions, lm, 0.7, beta);
            assertEquals(texts.get(best(texts)), texts.get(actual), 1e-9, "round " + round);
            unlikeBestPath += actual.equals(bestPath(emissions)) ? 0 : 1;
        }
        System.out.println("ctc: the likeliest text is not that of the best path in " + unlikeBestPath + " of 60 recordings");
        assertTrue(unlikeBestPath > 3);
    }

    private static String bestPath(Tensor emissions) {
        StringBuilder text = new StringBuilder();
        int before = 0;
        for (int frame = 0; frame < emissions.shape()[0]; frame++) {
            int label = emissions.row(frame).argmax();
            if (label != 0 && label != before) {
                text.append("ab".charAt(label - 1));
            }
            before = label;
        }
        return text.toString();
    }

    @Test
    void withoutABeamItIsTheBestPath() {
        Random random = new Random(Library.seed("ctc"));
        for (int round = 0; round < 30; round++) {
            Tensor emissions = emissions(random, 1 + random.nextInt(9), 3, 2);
            assertEquals(bestPath(emissions), Library.run("ctc", Map.of("emissions", emissions, "labels", "ab", "width", 0),
                    "", 0, 1).value(), "round " + round);
        }
    }

    @Test
    void theRefinerFillsWhatIsUnsure() {
        // a for sure, then a or b, then b for sure; after an a there is always a b, after a b always an a
        Tensor emissions = Tensor.of(new int[] {5, 3}, 0, 9, 0, 9, 0, 0, 0, 1.2, 1.0, 9, 0, 0, 0, 9, 0);
        TableModel turns = TableModel.of("turns", LETTERS, 1, tokens -> tokens.isEmpty() ? new double[] {0.5, 0.5}
                : tokens.getLast().id() == 0 ? new double[] {0.01, 0.99} : new double[] {0.99, 0.01});
        assertEquals("aaa", Library.run("ctc", Map.of("emissions", emissions, "labels", "ab", "width", 0), "", 0, 1).value());
        assertEquals("aba", Library.run("ctc", Map.of("emissions", emissions, "labels", "ab", "refiner", turns), "", 0, 1)
                .value());
    }

    /// Hannun et al.: a language model mends what was heard wrongly.
    @Test
    void theTargetMendsNoisyRecordings() {
        Random random = new Random(Library.seed("ctc"));
        int labels = 0;
        int[] wrong = new int[3];
        for (TaskExample item : BuiltinDrafts.items("arithmetic", 8)) {
            String said = Recordings.said(item);
            List<Integer> columns = new ArrayList<>();
            for (char label : said.toCharArray()) {
                int column = Recordings.column(label);
                if (!columns.isEmpty() && columns.getLast() == column) {
                    columns.add(0);
                }
                columns.add(column);
                if (random.nextInt(3) == 0) {
                    columns.add(random.nextBoolean() ? 0 : column);
                }
            }
            Map<String, Object> given = new HashMap<>(Map.of("emissions", Recordings.noisy(columns, random), "labels",
                    Recordings.LABELS, "width", 0));
            wrong[0] += Recordings.distance(said, text(Library.run("ctc", given, "", 0, 1).value()));
            given.put("width", 8);
            wrong[1] += Recordings.distance(said, text(Library.run("ctc", given, "", 0, 1).value()));
            given.put("lm", Recordings.target(item.prompt()));
            wrong[2] += Recordings.distance(said, text(Library.run("ctc", given, "", 0, 1).value()));
            labels += said.length();
        }
        System.out.printf("ctc: of %d labels that were said %d are wrong along the best path, %d in the likeliest text, %d with"
                + " builtin:target%n", labels, wrong[0], wrong[1], wrong[2]);
        assertTrue(wrong[1] <= wrong[0] && wrong[2] < 0.6 * wrong[1]);
    }
}
