package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.TaskExample;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Graves, 2012, and Xu et al., 2023: a text's probability is the sum over all alignments, gone through by recursion.
class TransducerTest {
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 2, false);

    private final Map<String, Double> sums = new HashMap<>();
    private Tensor emissions;
    private Tensor durations;
    private TableModel predictor;
    private int most;

    private double[] joint(int frame, String text) {
        double[] scores = emissions.row(frame).values();
        Context at = Context.root(LETTERS).plus(LETTERS.encode(text));
        for (int label = 1; label < scores.length; label++) {
            scores[label] += Math.log(Oracle.probabilities(predictor, at)[label - 1]);
        }
        return Tensor.of(scores).logSoftmax().values();
    }

    /// Adds up what all alignments from here give; `here` counts the labels of this frame.
    private void align(int frame, int here, String text, double score) {
        if (frame >= emissions.shape()[0]) {
            sums.merge(text, Math.exp(score), Double::sum);
            return;
        }
        double[] labels = joint(frame, text);
        double[] ahead = durations == null ? null : durations.row(frame).logSoftmax().values();
        for (int label = 0; label < labels.length; label++) {
            String longer = label == 0 ? text : text + "ab".charAt(label - 1);
            for (int n = 0; n < (ahead == null ? 1 : ahead.length); n++) {
                int on = ahead == null ? label == 0 ? 1 : 0 : label == 0 ? Math.max(n, 1) : n;
                if (on == 0 && here == most) {
                    continue;
                }
                align(frame + on, on == 0 ? here + 1 : 0, longer, score + labels[label] + (ahead == null ? 0 : ahead[n]));
            }
        }
    }

    @Test
    void wideBeamsFindTheLikeliestText() {
        Random random = new Random(Library.seed("transducer"));
        for (int round = 0; round < 40; round++) {
            emissions = CtcTest.emissions(random, 1 + random.nextInt(3), 3, 2);
            durations = round % 2 == 0 ? null : CtcTest.emissions(random, emissions.shape()[0], 3, 2);
            predictor = TableModel.random(random, LETTERS, 2, TableShape.VARIED);
            most = 1 + random.nextInt(2);
            sums.clear();
            align(0, 0, "", 0);
            Map<String, Object> arguments = new HashMap<>(Map.of("emissions", emissions, "labels", "ab",
                    "predictor", predictor, "width", 10_000, "most", most));
            if (durations != null) {
                arguments.put("durations", durations);
            }
            String actual = (String) Library.run("transducer", arguments, "", 0, 1).value();
            double likeliest = sums.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            assertEquals(likeliest, sums.get(actual), 1e-9 * likeliest, "round " + round + ": " + actual);
        }
    }

    @Test
    void greedilyTheLikeliestStepIsTakenAndFramesAreSkipped() {
        Random random = new Random(Library.seed("transducer"));
        int frames = 40;
        emissions = CtcTest.emissions(random, frames, 3, 3);
        durations = CtcTest.emissions(random, frames, 5, 3);
        predictor = TableModel.random(random, LETTERS, 2, TableShape.VARIED);
        most = 5;
        StringBuilder text = new StringBuilder();
        int frame = 0;
        int looked = 0;
        for (int here = 0; frame < frames; looked++) {
            double[] labels = joint(frame, text.toString());
            double[] ahead = durations.row(frame).logSoftmax().values();
            double best = Double.NEGATIVE_INFINITY;
            int label = 0;
            int on = 0;
            for (int l = 0; l < labels.length; l++) {
                for (int n = 0; n < ahead.length; n++) {
                    int step = l == 0 ? Math.max(n, 1) : n;
                    if ((step > 0 || here < most) && labels[l] + ahead[n] > best) {
                        best = labels[l] + ahead[n];
                        label = l;
                        on = step;
                    }
                }
            }
            text.append(label == 0 ? "" : "" + "ab".charAt(label - 1));
            here = on == 0 ? here + 1 : 0;
            frame += on;
        }
        RunResult result = Library.run("transducer", Map.of("emissions", emissions, "labels", "ab", "predictor", predictor,
                "durations", durations, "width", 0), "", 0, 1);
        assertEquals(text.toString(), result.value());
        System.out.println("transducer: " + frames + " frames in " + looked + " steps with durations");
        assertTrue(looked < frames);
    }

    /// A label is said in the first of one to three frames, which all say when the next one begins: others need not be looked at.
    @Test
    void theTargetPredictsWhatWasSaid() {
        Random random = new Random(Library.seed("transducer"));
        int labels = 0;
        int[] wrong = new int[2];
        for (TaskExample item : BuiltinDrafts.items("arithmetic", 6)) {
            String said = Recordings.said(item);
            List<Integer> columns = new ArrayList<>();
            List<Integer> lengths = new ArrayList<>();
            for (char label : said.toCharArray()) {
                int length = 1 + random.nextInt(3);
                for (int frame = 0; frame < length; frame++) {
                    columns.add(frame == 0 ? Recordings.column(label) : 0);
                    lengths.add(length - frame);
                }
            }
            double[] ahead = new double[4 * lengths.size()];
            for (int frame = 0; frame < lengths.size(); frame++) {
                ahead[4 * frame + lengths.get(frame)] = 6;
            }
            Map<String, Object> given = new HashMap<>(Map.of("emissions", Recordings.noisy(columns, random), "labels",
                    Recordings.LABELS, "durations", Tensor.of(new int[] {lengths.size(), 4}, ahead)));
            wrong[0] += Recordings.distance(said, (String) Library.run("transducer", given, "", 0, 1).value());
            given.put("predictor", Recordings.target(item.prompt()));
            wrong[1] += Recordings.distance(said, (String) Library.run("transducer", given, "", 0, 1).value());
            labels += said.length();
        }
        System.out.printf("transducer: of %d labels that were said %d are wrong without a predictor, %d with builtin:target%n", labels,
                wrong[0], wrong[1]);
        assertTrue(wrong[1] < 0.6 * wrong[0]);
    }
}
