package org.decant.models.train;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.decant.models.train.Layout.Slot;
import org.decant.runtime.model.llama.DraftHeads;

/// A training of draft heads from its beginning, at which they say what the model says of the next token, to its end.
final class HeadTraining {
    /// Places of a step.
    static final int PLACES = 512;
    private static final double RATE = 2e-3;
    private static final int WARM_UP = 20;
    private static final double LINE_SECONDS = 10;
    /// What the loss of a head counts, beside 1 for the head before it (as in the paper).
    private static final double NEXT_HEAD_SHARE = 0.8;
    /// Batches in which it is measured how often heads are right.
    private static final int MEASURED = 12;
    /// The ranks whose accuracies are kept.
    private static final int RANKS = 10;

    private final HeadNetwork network;
    private final HeadMaterial training;
    private final HeadMaterial validation;
    private final PrintWriter out;
    private final HeadBatch batch;
    private final float[] parameters;
    private final float[] gradient;

    /// @param network with room for [#PLACES]
    /// @param out     for lines that tell how it goes
    HeadTraining(HeadNetwork network, int width, HeadMaterial training, HeadMaterial validation, PrintWriter out) {
        this.network = network;
        this.training = training;
        this.validation = validation;
        this.out = out;
        batch = new HeadBatch(PLACES, network.heads(), width);
        parameters = new float[network.size()];
        gradient = new float[network.size()];
    }

    /// @param steps   of the training; 0 where it is limited by time
    /// @param seconds of the training; 0 where it is limited by steps
    void run(long steps, double seconds) {
        Schedule schedule = new Schedule(steps, seconds, WARM_UP);
        AdamW optimizer = new AdamW(network.slots(), 0, new float[network.size()], new float[network.size()]);
        long begun = System.nanoTime();
        double lastLine = 0;
        long step = 0;
        Scores learnt = new Scores();
        for (double elapsed = 0; schedule.progress(step, elapsed) < 1; elapsed = (System.nanoTime() - begun) / 1e9) {
            training.fill(batch);
            Arrays.fill(gradient, 0);
            double share = 1;
            for (int head = 1; head <= network.heads(); head++) {
                network.learn(parameters, batch, head, share / batch.weight(head), gradient, learnt);
                share *= NEXT_HEAD_SHARE;
            }
            optimizer.step(parameters, gradient, RATE * schedule.rate(step, elapsed), step + 1);
            step++;
            if (elapsed >= lastLine + LINE_SECONDS) {
                lastLine = elapsed;
                out.println(String.format(Locale.ROOT, "%5.1f %%  step %d  %.0f places/s  loss %.4f, right %.1f %%",
                        100 * schedule.progress(step, elapsed), step, step * PLACES / elapsed, learnt.loss(),
                        100 * learnt.accuracy()));
                learnt = new Scores();
            }
        }
        out.println("ended after step " + step);
    }

    /// The heads as they are, and how often they are right about texts that were not learnt from.
    List<DraftHeads.Head> heads() {
        float[][] accuracy = measure();
        List<DraftHeads.Head> heads = new ArrayList<>();
        for (int head = 1; head <= network.heads(); head++) {
            heads.add(new DraftHeads.Head(copy(network.weight(head)), copy(network.bias(head)), accuracy[head - 1]));
            out.println("head " + head + ": right " + percent(accuracy[head - 1]) + " % of the time, by rank");
        }
        return heads;
    }

    private float[] copy(Slot slot) {
        return Arrays.copyOfRange(parameters, slot.at(), slot.at() + slot.size());
    }

    /// For each head and rank the part of the tokens that had this rank among its scores; tokens of prompts count little.
    float[][] measure() {
        double[][] right = new double[network.heads()][RANKS];
        double[] weights = new double[network.heads()];
        for (int i = 0; i < MEASURED; i++) {
            validation.fill(batch);
            for (int head = 1; head <= network.heads(); head++) {
                weights[head - 1] += batch.weight(head);
                float[] scores = network.scores(parameters, batch, head);
                for (int place = 0; place < batch.size(); place++) {
                    int target = batch.target(place, head);
                    int rank = target == Batch.NOTHING ? RANKS : rank(scores, place * network.stride(), target);
                    if (rank < RANKS) {
                        right[head - 1][rank] += batch.weight(place, head);
                    }
                }
            }
        }
        float[][] accuracy = new float[network.heads()][RANKS];
        for (int head = 0; head < accuracy.length; head++) {
            for (int rank = 0; rank < RANKS; rank++) {
                accuracy[head][rank] = (float) (right[head][rank] / weights[head]);
            }
        }
        return accuracy;
    }

    private int rank(float[] scores, int at, int target) {
        int rank = 0;
        for (int i = at; i < at + network.stride(); i++) {
            rank += scores[i] > scores[at + target] ? 1 : 0;
        }
        return rank;
    }

    private static String percent(float[] parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.1f", 100 * parts[i]));
        }
        return text.toString();
    }
}
