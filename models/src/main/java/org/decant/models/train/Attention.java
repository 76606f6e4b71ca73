package org.decant.models.train;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.decant.runtime.model.llama.LlamaShape;

/// Attention with query heads that share key heads (Ainslie et al., 2023), segment by segment. The weights are computed
/// again on the way back instead of being kept (Dao et al., 2022).
///
/// A row of `mixture` has all queries, then all keys, then all values.
final class Attention {
    /// Rows of weights computed at a time.
    private static final int BLOCK = 96;

    private final LlamaShape shape;
    private final boolean causal;
    private final Product product;
    private final int stride;
    private final float scale;
    private final float[] weights;
    private final float[] slopes;

    /// @param causal whether tokens see only themselves and those before them
    Attention(LlamaShape shape, boolean causal, Product product) {
        this.shape = shape;
        this.causal = causal;
        this.product = product;
        stride = shape.queryWidth() + 2 * shape.keyWidth();
        scale = (float) (1 / Math.sqrt(shape.headWidth()));
        weights = new float[BLOCK * Lanes.padded(shape.window())];
        slopes = new float[weights.length];
    }

    /// @param out  a row of all heads for each token
    /// @param logs set to the logarithm of the sum that the weights were divided by, by token and head
    void forward(float[] mixture, Batch batch, float[] out, float[] logs) {
        for (int segment = 0; segment < batch.segments(); segment++) {
            int start = batch.start(segment);
            int length = batch.start(segment + 1) - start;
            for (int head = 0; head < shape.heads(); head++) {
                for (int row = 0; row < length; row += BLOCK) {
                    int rows = Math.min(BLOCK, length - row);
                    int seen = causal ? row + rows : length;
                    View scores = scores(mixture, start, row, rows, seen, head);
                    for (int i = 0; i < rows; i++) {
                        logs[(start + row + i) * shape.heads() + head] = normalise(i, row, seen);
                    }
                    product.multiply(scores, values(mixture, start, seen, head), heads(out, start + row, rows, head),
                            false);
                }
            }
        }
    }

    /// Turns the gradient of `out` into that of `mixture`.
    void backward(float[] mixture, Batch batch, float[] out, float[] logs, float[] from, float[] to) {
        Arrays.fill(to, 0, batch.size() * stride, 0);
        for (int segment = 0; segment < batch.segments(); segment++) {
            int start = batch.start(segment);
            int length = batch.start(segment + 1) - start;
            for (int head = 0; head < shape.heads(); head++) {
                for (int row = 0; row < length; row += BLOCK) {
                    int rows = Math.min(BLOCK, length - row);
                    int seen = causal ? row + rows : length;
                    View scores = scores(mixture, start, row, rows, seen, head);
                    View changes = heads(from, start + row, rows, head);
                    View slope = View.of(slopes, 0, rows, seen, Lanes.padded(seen));
                    product.multiply(changes, values(mixture, start, seen, head).transposed(), slope, false);
                    for (int i = 0; i < rows; i++) {
                        int token = start + row + i;
                        int at = token * shape.queryWidth() + head * shape.headWidth();
                        slopes(i, row, seen, logs[token * shape.heads() + head],
                                Lanes.dot(from, at, out, at, shape.headWidth()));
                    }
                    product.multiply(scores.transposed(), changes, values(to, start, seen, head), true);
                    product.multiply(slope, keys(mixture, start, seen, head), queries(to, start + row, rows, head),
                            false);
                    product.multiply(slope.transposed(), queries(mixture, start + row, rows, head),
                            keys(to, start, seen, head), true);
                }
            }
        }
    }

    /// Products of queries and keys, rows padded.
    private View scores(float[] mixture, int start, int row, int rows, int seen, int head) {
        View scores = View.of(weights, 0, rows, seen, Lanes.padded(seen));
        product.multiply(queries(mixture, start + row, rows, head), keys(mixture, start, seen, head).transposed(),
                scores, false);
        return scores;
    }

    /// Turns a row of scores into weights whose sum is 1.
    private float normalise(int i, int row, int seen) {
        int width = Lanes.padded(seen);
        int at = i * width;
        hide(at, causal ? row + i + 1 : seen, width);
        float shift = Lanes.largest(weights, at, width) * scale;
        Lanes.multiply(weights, at, width, scale);
        float sum = Lanes.exponentials(weights, at, width, shift);
        Lanes.multiply(weights, at, width, 1 / sum);
        return shift + (float) Math.log(sum);
    }

    /// Turns a row of scores into weights, and the row of `slopes` from the gradient of weights into that of scores.
    ///
    /// @param mean the product of the row's weights and their gradient
    private void slopes(int i, int row, int seen, float log, float mean) {
        int width = Lanes.padded(seen);
        int at = i * width;
        hide(at, causal ? row + i + 1 : seen, width);
        for (int j = at; j < at + width; j += Lanes.COUNT) {
            FloatVector weight = Lanes.load(weights, j).mul(scale).sub(log).lanewise(VectorOperators.EXP);
            weight.intoArray(weights, j);
            Lanes.load(slopes, j).sub(mean).mul(weight).mul(scale).intoArray(slopes, j);
        }
    }

    private void hide(int at, int seen, int width) {
        Arrays.fill(weights, at + seen, at + width, Float.NEGATIVE_INFINITY);
        Arrays.fill(slopes, at + seen, at + width, 0);
    }

    private View queries(float[] mixture, int token, int rows, int head) {
        return View.of(mixture, token * stride + head * shape.headWidth(), rows, shape.headWidth(), stride);
    }

    private View keys(float[] mixture, int token, int rows, int head) {
        int keyHead = head / shape.headsPerKey();
        return View.of(mixture, token * stride + shape.queryWidth() + keyHead * shape.headWidth(), rows,
                shape.headWidth(), stride);
    }

    private View values(float[] mixture, int token, int rows, int head) {
        int keyHead = head / shape.headsPerKey();
        return View.of(mixture, token * stride + shape.queryWidth() + shape.keyWidth() + keyHead * shape.headWidth(),
                rows, shape.headWidth(), stride);
    }

    private View heads(float[] rows, int token, int count, int head) {
        return View.of(rows, token * shape.queryWidth() + head * shape.headWidth(), count, shape.headWidth(),
                shape.queryWidth());
    }
}
