package org.decant.models.train;

import java.util.Arrays;
import org.decant.runtime.model.llama.LlamaShape;

/// The last norm and the scores of all tokens, the loss, and the way back. Rows of scores are made a chunk at a time.
final class OutputHead {
    private static final int CHUNK = 192;

    private final LlamaShape shape;
    private final Layout layout;
    private final Product product;
    private final int stride;
    private final float[] normed;
    private final float[] scales;
    private final float[] changes;
    private final float[] scores;
    private final float[] teacherScores;

    /// What a loss is made of.
    ///
    /// @param factor what gradients are multiplied with
    /// @param teacher null where there is none
    /// @param share  the part of the loss that is the distance from the teacher's distribution, 0 to 1; the rest is the
    ///               distance from the true token
    record Loss(double factor, Network teacher, double share) {}

    OutputHead(Layout layout, int capacity, Product product) {
        this.layout = layout;
        this.shape = layout.shape();
        this.product = product;
        stride = Lanes.padded(shape.vocabulary());
        normed = new float[capacity * shape.width()];
        scales = new float[capacity];
        changes = new float[capacity * shape.width()];
        scores = new float[CHUNK * stride];
        teacherScores = new float[CHUNK * stride];
    }

    /// Normalises the hidden states; before all else.
    void begin(float[] parameters, float[] states, int rows) {
        RootMeanSquare.forward(states, rows, shape.width(), parameters, layout.norm().at(), shape.epsilon(), normed,
                scales);
    }

    /// Writes the scores of the rows `from` to `from + count`, [Lanes#padded] rows.
    void scores(float[] parameters, int from, int count, float[] out) {
        product.multiply(View.of(normed, from * shape.width(), count, shape.width()),
                layout.embedding().of(parameters).transposed(),
                View.of(out, 0, count, shape.vocabulary(), stride), false);
        for (int row = 0; row < count; row++) {
            Arrays.fill(out, row * stride + shape.vocabulary(), (row + 1) * stride, Float.NEGATIVE_INFINITY);
        }
    }

    /// Adds up the losses of a batch.
    ///
    /// @param to       the gradient of the hidden states, which is added to; null for the losses alone
    /// @param gradient of the parameters, which is added to
    /// @param sums     of the true losses, without what is the teacher's
    void losses(float[] parameters, float[] states, Batch batch, Loss loss, float[] to, float[] gradient,
            Scores sums) {
        int width = shape.width();
        begin(parameters, states, batch.size());
        sums.weight(batch.weight());
        for (int from = 0; from < batch.size(); from += CHUNK) {
            int count = Math.min(CHUNK, batch.size() - from);
            scores(parameters, from, count, scores);
            if (loss.teacher != null) {
                loss.teacher.scores(from, count, teacherScores);
            }
            for (int row = 0; row < count; row++) {
                loss(row * stride, batch.target(from + row), batch.weight(from + row), loss, sums);
            }
            if (to != null) {
                View slopes = View.of(scores, 0, count, shape.vocabulary(), stride);
                View embedding = layout.embedding().of(parameters);
                product.multiply(slopes, embedding, View.of(changes, from * width, count, width), false);
                product.multiply(slopes.transposed(), View.of(normed, from * width, count, width),
                        layout.embedding().of(gradient), true);
            }
        }
        if (to != null) {
            RootMeanSquare.backward(states, scales, batch.size(), width, parameters, layout.norm().at(), changes, to,
                    gradient);
        }
    }

    /// Turns a row of scores into the gradient of its loss.
    private void loss(int at, int target, float weight, Loss loss, Scores sums) {
        if (target == Batch.NOTHING) {
            Arrays.fill(scores, at, at + stride, 0);
            return;
        }
        float score = scores[at + target];
        float largest = Lanes.largest(scores, at, stride);
        boolean agrees = false;
        double share = 0;
        if (loss.teacher != null) {
            share = loss.share;
            float teacherLargest = Lanes.largest(teacherScores, at, stride);
            agrees = scores[at + indexOf(teacherScores, at, teacherLargest)] == largest;
            float sum = Lanes.exponentials(teacherScores, at, stride, teacherLargest);
            Lanes.multiply(teacherScores, at, stride, (float) (-share * loss.factor * weight / sum));
        }
        float sum = Lanes.exponentials(scores, at, stride, largest);
        sums.token(weight * (largest + Math.log(sum) - score), score == largest, agrees);
        float factor = (float) (loss.factor * weight);
        Lanes.multiply(scores, at, stride, factor / sum);
        scores[at + target] -= (float) ((1 - share) * factor);
        if (loss.teacher != null) {
            Lanes.add(teacherScores, at, scores, at, stride);
        }
    }

    private static int indexOf(float[] values, int from, float value) {
        int i = 0;
        while (values[from + i] != value) {
            i++;
        }
        return i;
    }
}
