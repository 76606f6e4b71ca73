package org.decant.runtime.model.llama;

import org.decant.runtime.context.Mixture;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufTensor;

/// The vectors of the tokens, still in the file: read a row at a time.
record Embedding(GgufTensor rows) {

    /// Writes what stands for a node: its token's vector, or the vectors' sum by the weights of its mixture.
    void write(KvNode node, float[] out, int at) {
        if (node.mixture == null) {
            write(node.token, out, at);
        } else {
            write(node.mixture, out, at);
        }
    }

    private void write(int token, float[] out, int at) {
        int width = (int) rows.columns();
        Blocks.dequantize(rows.type(), rows.data(), (long) token * width, width, out, at);
    }

    private void write(Mixture mixture, float[] out, int at) {
        int width = (int) rows.columns();
        float[] one = new float[width];
        double[] sum = new double[width];
        for (int i = 0; i < mixture.size(); i++) {
            write(mixture.id(i), one, 0);
            for (int feature = 0; feature < width; feature++) {
                sum[feature] += mixture.weight(i) * one[feature];
            }
        }
        for (int feature = 0; feature < width; feature++) {
            out[at + feature] = (float) sum[feature];
        }
    }
}
