package org.decant.runtime.model.llama;

import org.decant.runtime.context.Mixture;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufTensor;

/// The weights of a model, ready for the kernels.
///
/// @param embedding one row for each token, still in the file; read a row at a time
/// @param output    scores for each token; the embedding's numbers where the file has no output of its own
record LlamaWeights(GgufTensor embedding, Layer[] layers, float[] norm, Matrix output) {

    /// @param attentionNorm   factors of the norm before attention
    /// @param queryBias       null where there is none, as the other biases
    /// @param queryNorm       factors of the norm of each head, null where there is none
    /// @param feedForwardNorm factors of the norm before the feed-forward network
    record Layer(float[] attentionNorm, Matrix query, Matrix key, Matrix value, float[] queryBias, float[] keyBias,
            float[] valueBias, float[] queryNorm, float[] keyNorm, Matrix attentionOutput, float[] attentionOutputBias,
            float[] feedForwardNorm, Matrix gate, Matrix up, Matrix down) {}

    /// Writes the embedding of a token.
    void embed(int token, float[] out, int at) {
        int width = (int) embedding.columns();
        Blocks.dequantize(embedding.type(), embedding.data(), (long) token * width, width, out, at);
    }

    /// Writes the embeddings' sum by the weights of a mixture.
    void embed(Mixture mixture, float[] out, int at) {
        int width = (int) embedding.columns();
        float[] one = new float[width];
        double[] sum = new double[width];
        for (int i = 0; i < mixture.size(); i++) {
            embed(mixture.id(i), one, 0);
            for (int feature = 0; feature < width; feature++) {
                sum[feature] += mixture.weight(i) * one[feature];
            }
        }
        for (int feature = 0; feature < width; feature++) {
            out[at + feature] = (float) sum[feature];
        }
    }

    /// Memory taken by the matrices.
    long bytes() {
        long bytes = output.bytes();
        for (Layer layer : layers) {
            for (Matrix matrix : new Matrix[] {layer.query, layer.key, layer.value, layer.attentionOutput, layer.gate,
                layer.up, layer.down}) {
                bytes += matrix.bytes();
            }
        }
        return bytes;
    }
}
