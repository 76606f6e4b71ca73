package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.decant.runtime.model.llama.LlamaShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final int VOCABULARY = 50;
    private static final int MASK = 49;
    private static final double EXIT_WEIGHT = 0.5;
    private static final double TEACHER_SHARE = 0.7;

    private final Layout layout = new Layout(Samples.shape(VOCABULARY));
    private final float[] parameters = Samples.parameters(layout, 3);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lossesAreThoseOfTheFormulas(boolean causal) {
        Objective objective = causal ? new Objective.NextToken() : new Objective.HiddenTokens(MASK);
        List<int[]> documents = documents(1, 3, 30, 110);
        Batch batch = batch(documents, objective);
        Network network = new Network(layout, causal, 256);
        network.forward(parameters, batch, Samples.ALL_LAYERS);
        Scores whole = new Scores();
        network.losses(2, new OutputHead.Loss(1, null, 0), whole);
        Scores first = new Scores();
        network.losses(1, new OutputHead.Loss(1, null, 0), first);
        assertEquals(plainLoss(causal, batch, 2), whole.loss(), 1e-4);
        assertEquals(plainLoss(causal, batch, 1), first.loss(), 1e-4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gradientsAreThoseOfFiniteDifferences(boolean causal) {
        Objective objective = causal ? new Objective.NextToken() : new Objective.HiddenTokens(MASK);
        Batch batch = batch(documents(2, 12, 7), objective);
        Layout teacherLayout = new Layout(new LlamaShape(32, 1, 1, 1, 32, 32, VOCABULARY, 128, 1e-5f));
        float[] teacherParameters = Samples.parameters(teacherLayout, 5);
        Network teacher = new Network(teacherLayout, causal, 64);
        teacher.forward(teacherParameters, batch, Samples.ALL_LAYERS);
        teacher.beginScores();
        double[][][] teacherScores = plainScores(new PlainNetwork(teacherLayout, causal,
                Samples.doubles(teacherParameters)), batch, 1);

        double factor = 1 / batch.weight();
        Network network = new Network(layout, causal, 64);
        network.forward(parameters, batch, Samples.ALL_LAYERS);
        float[] gradient = new float[layout.size()];
        network.learn(new OutputHead.Loss(factor, teacher, TEACHER_SHARE), 1,
                new OutputHead.Loss(EXIT_WEIGHT * factor, null, 0), gradient, new Scores(), new Scores());

        double[] changed = Samples.doubles(parameters);
        Random random = new Random(8);
        for (Layout.Slot slot : layout.slots()) {
            double scale = largest(gradient, slot);
            for (int i = 0; i < 6; i++) {
                int at = slot == layout.embedding() && i < 3 ? batch.token(i) * slot.columns() + i
                        : slot.at() + random.nextInt(slot.size());
                double before = changed[at];
                changed[at] = before + 1e-5;
                double more = objectiveOf(changed, causal, batch, teacherScores);
                changed[at] = before - 1e-5;
                double less = objectiveOf(changed, causal, batch, teacherScores);
                changed[at] = before;
                assertEquals((more - less) / 2e-5, gradient[at], 1e-4 * scale, slot.name() + " " + (at - slot.at()));
            }
        }
    }

    @Test
    void skippedLayersHaveNoPart() {
        Batch batch = batch(documents(6, 20), new Objective.NextToken());
        BitSet second = new BitSet();
        second.set(1);
        Network network = new Network(layout, true, 64);
        network.forward(parameters, batch, second);
        float[] gradient = new float[layout.size()];
        Scores sums = new Scores();
        network.learn(new OutputHead.Loss(1, null, 0), 0, null, gradient, sums, null);
        assertEquals(plainLoss(true, batch, 1), sums.loss(), 1e-4);
        assertEquals(0, largest(gradient, layout.block(1).down()));
        assertEquals(0, largest(gradient, layout.block(1).attention()));
    }

    private static double largest(float[] gradient, Layout.Slot slot) {
        double largest = 0;
        for (int i = slot.at(); i < slot.at() + slot.size(); i++) {
            largest = Math.max(largest, Math.abs(gradient[i]));
        }
        return largest;
    }

    /// What [#gradientsAreThoseOfFiniteDifferences] takes the gradient of.
    private double objectiveOf(double[] p, boolean causal, Batch batch, double[][][] teacherScores) {
        PlainNetwork plain = new PlainNetwork(layout, causal, p);
        double[][][] scores = plainScores(plain, batch, 2);
        return (1 - TEACHER_SHARE) * loss(scores, batch, null) + TEACHER_SHARE * loss(scores, batch, teacherScores)
                + EXIT_WEIGHT * loss(plainScores(plain, batch, 1), batch, null);
    }

    private double plainLoss(boolean causal, Batch batch, int layers) {
        return loss(plainScores(new PlainNetwork(layout, causal, Samples.doubles(parameters)), batch, layers), batch,
                null);
    }

    /// The mean distance from the true tokens, or from a teacher's distributions.
    private static double loss(double[][][] scores, Batch batch, double[][][] teacherScores) {
        double loss = 0;
        for (int segment = 0; segment < batch.segments(); segment++) {
            for (int i = batch.start(segment); i < batch.start(segment + 1); i++) {
                if (batch.target(i) != Batch.NOTHING) {
                    int place = i - batch.start(segment);
                    double[] row = scores[segment][place];
                    loss -= batch.weight(i) * (teacherScores == null ? row[batch.target(i)]
                            : expectation(teacherScores[segment][place], row));
                }
            }
        }
        return loss / batch.weight();
    }

    private static double expectation(double[] logs, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.exp(logs[i]) * values[i];
        }
        return sum;
    }

    private static double[][][] plainScores(PlainNetwork plain, Batch batch, int layers) {
        double[][][] scores = new double[batch.segments()][][];
        for (int segment = 0; segment < scores.length; segment++) {
            int[] tokens = new int[batch.start(segment + 1) - batch.start(segment)];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = batch.token(batch.start(segment) + i);
            }
            scores[segment] = plain.scores(tokens, layers);
        }
        return scores;
    }

    private static List<int[]> documents(long seed, int... lengths) {
        Random random = new Random(seed);
        List<int[]> documents = new ArrayList<>();
        for (int length : lengths) {
            documents.add(Samples.document(random, length, VOCABULARY - 1));
        }
        return documents;
    }

    private static Batch batch(List<int[]> documents, Objective objective) {
        Batch batch = new Batch(256, 128);
        documents.forEach(document -> assertEquals(true, batch.add(Row.even(document), objective)));
        return batch;
    }
}
