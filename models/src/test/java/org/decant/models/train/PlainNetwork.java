package org.decant.models.train;

import org.decant.runtime.model.llama.LlamaShape;

/// The loss of a model, as its formulas say, in double precision, a token at a time. The oracle of [Network].
final class PlainNetwork {
    private final Layout layout;
    private final LlamaShape shape;
    private final boolean causal;
    private final double[] p;

    PlainNetwork(Layout layout, boolean causal, double[] parameters) {
        this.layout = layout;
        this.shape = layout.shape();
        this.causal = causal;
        this.p = parameters;
    }

    /// The logarithms of the probabilities behind the first `layers` layers, by place and token.
    double[][] scores(int[] tokens, int layers) {
        double[][] x = new double[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            x[i] = row(layout.embedding(), tokens[i]);
        }
        for (int layer = 0; layer < layers; layer++) {
            x = layer(layout.block(layer), x);
        }
        double[][] scores = new double[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            scores[i] = apply(layout.embedding(), 0, shape.vocabulary(), normalise(x[i], layout.norm()));
            double sum = 0;
            for (double score : scores[i]) {
                sum += Math.exp(score);
            }
            for (int j = 0; j < scores[i].length; j++) {
                scores[i][j] -= Math.log(sum);
            }
        }
        return scores;
    }

    private double[][] layer(Layout.Block block, double[][] x) {
        int count = x.length;
        int head = shape.headWidth();
        double[][] q = new double[count][];
        double[][] k = new double[count][];
        double[][] v = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] normed = normalise(x[i], block.attentionNorm());
            q[i] = turn(apply(block.attention(), 0, shape.queryWidth(), normed), i);
            k[i] = turn(apply(block.attention(), shape.queryWidth(), shape.keyWidth(), normed), i);
            v[i] = apply(block.attention(), shape.queryWidth() + shape.keyWidth(), shape.keyWidth(), normed);
        }
        double[][] out = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] mixed = new double[shape.queryWidth()];
            int seen = causal ? i + 1 : count;
            for (int h = 0; h < shape.heads(); h++) {
                int key = h / (shape.heads() / shape.keyHeads()) * head;
                double[] weights = new double[seen];
                double sum = 0;
                for (int j = 0; j < seen; j++) {
                    double dot = 0;
                    for (int f = 0; f < head; f++) {
                        dot += q[i][h * head + f] * k[j][key + f];
                    }
                    weights[j] = Math.exp(dot / Math.sqrt(head));
                    sum += weights[j];
                }
                for (int j = 0; j < seen; j++) {
                    for (int f = 0; f < head; f++) {
                        mixed[h * head + f] += weights[j] / sum * v[j][key + f];
                    }
                }
            }
            double[] middle = add(x[i], apply(block.attentionOutput(), 0, shape.width(), mixed));
            double[] normed = normalise(middle, block.feedForwardNorm());
            double[] gate = apply(block.expansion(), 0, shape.feedForward(), normed);
            double[] up = apply(block.expansion(), shape.feedForward(), shape.feedForward(), normed);
            for (int f = 0; f < gate.length; f++) {
                gate[f] *= up[f] / (1 + Math.exp(-gate[f]));
            }
            out[i] = add(middle, apply(block.down(), 0, shape.width(), gate));
        }
        return out;
    }

    private double[] turn(double[] heads, int position) {
        int width = shape.headWidth();
        double[] turned = new double[heads.length];
        for (int i = 0; i < heads.length; i += 2) {
            double angle = position / Math.pow(10_000, (double) (i % width) / width);
            turned[i] = heads[i] * Math.cos(angle) - heads[i + 1] * Math.sin(angle);
            turned[i + 1] = heads[i] * Math.sin(angle) + heads[i + 1] * Math.cos(angle);
        }
        return turned;
    }

    private double[] normalise(double[] x, Layout.Slot factors) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] / Math.sqrt(squares / x.length + shape.epsilon()) * p[factors.at() + i];
        }
        return out;
    }

    private double[] apply(Layout.Slot matrix, int firstRow, int rows, double[] x) {
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
            double[] row = row(matrix, firstRow + i);
            for (int j = 0; j < x.length; j++) {
                out[i] += row[j] * x[j];
            }
        }
        return out;
    }

    private double[] row(Layout.Slot matrix, int row) {
        double[] out = new double[matrix.columns()];
        System.arraycopy(p, matrix.at() + row * matrix.columns(), out, 0, out.length);
        return out;
    }

    private static double[] add(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i] + b[i];
        }
        return out;
    }
}
