package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Heads against their formula in double precision.
class HeadNetworkTest {
    private static final int WIDTH = 32;
    private static final int VOCABULARY = 50;
    private static final int HEADS = 2;
    private static final int PLACES = 9;

    private final Random random = new Random(5);
    private final float[] output = normal(VOCABULARY * WIDTH, 0.4);
    private final HeadNetwork network = new HeadNetwork(HEADS, 16, View.of(output, 0, VOCABULARY, WIDTH));
    private final float[] parameters = normal(network.size(), 0.2);
    private final double[][] states = new double[PLACES][WIDTH];
    private final Row row = new Row(Samples.document(random, PLACES + 2, VOCABULARY), weights());
    private final HeadBatch batch = new HeadBatch(16, HEADS, WIDTH);

    HeadNetworkTest() {
        for (int place = 0; place < PLACES; place++) {
            states[place] = Samples.doubles(normal(WIDTH, 1));
            batch.add(states[place], row, place);
        }
    }

    @Test
    void lossesAreThoseOfTheFormula() {
        for (int head = 1; head <= HEADS; head++) {
            Scores sums = new Scores();
            network.learn(parameters, batch, head, 1, new float[network.size()], sums);
            assertEquals(loss(Samples.doubles(parameters), head), sums.loss(), 1e-5);
        }
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        double[] changed = Samples.doubles(parameters);
        for (int head = 1; head <= HEADS; head++) {
            float[] gradient = new float[network.size()];
            network.learn(parameters, batch, head, 1 / batch.weight(head), gradient, new Scores());
            for (Layout.Slot slot : network.slots()) {
                for (int i = 0; i < 8; i++) {
                    int at = slot.at() + random.nextInt(slot.size());
                    double before = changed[at];
                    changed[at] = before + 1e-5;
                    double more = loss(changed, head);
                    changed[at] = before - 1e-5;
                    double less = loss(changed, head);
                    changed[at] = before;
                    assertEquals((more - less) / 2e-5, gradient[at], 2e-5, slot.name() + " of head " + head);
                }
            }
        }
    }

    @Test
    void stepsAlongTheGradientLearn() {
        Scores before = new Scores();
        network.learn(parameters, batch, 2, 1, new float[network.size()], before);
        AdamW optimizer = new AdamW(network.slots(), 0, new float[network.size()], new float[network.size()]);
        for (int step = 1; step <= 40; step++) {
            float[] gradient = new float[network.size()];
            network.learn(parameters, batch, 2, 1 / batch.weight(2), gradient, new Scores());
            optimizer.step(parameters, gradient, 0.02, step);
        }
        Scores after = new Scores();
        network.learn(parameters, batch, 2, 1, new float[network.size()], after);
        assertTrue(after.loss() < before.loss() / 3, before.loss() + " to " + after.loss());
    }

    /// The mean loss of a token that the head foresees; the last places have none behind them.
    private double loss(double[] parameters, int head) {
        int from = (head - 1) * WIDTH * (WIDTH + 1);
        double sum = 0;
        double weight = 0;
        for (int place = 0; place + 1 + head < row.length() && place < PLACES; place++) {
            double[] features = new double[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                double z = parameters[from + WIDTH * WIDTH + i];
                for (int j = 0; j < WIDTH; j++) {
                    z += parameters[from + i * WIDTH + j] * states[place][j];
                }
                features[i] = states[place][i] + z / (1 + Math.exp(-z));
            }
            double normalizer = 0;
            double target = 0;
            for (int token = 0; token < VOCABULARY; token++) {
                double score = 0;
                for (int i = 0; i < WIDTH; i++) {
                    score += output[token * WIDTH + i] * features[i];
                }
                normalizer += Math.exp(score);
                target = token == row.tokens()[place + 1 + head] ? score : target;
            }
            sum += row.weights()[place + 1 + head] * (Math.log(normalizer) - target);
            weight += row.weights()[place + 1 + head];
        }
        return sum / weight;
    }

    private float[] weights() {
        float[] weights = new float[PLACES + 2];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i < 4 ? 0.2f : 1;
        }
        return weights;
    }

    private float[] normal(int size, double deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
