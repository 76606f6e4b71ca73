package org.decant.runtime.model.llama;

/// The weights of a model, ready for the kernels.
///
/// @param output    scores for each token; the embedding's numbers where the file has no output of its own
record LlamaWeights(Embedding embedding, Layer[] layers, float[] norm, Matrix output) {

    /// @param attentionNorm   factors of the norm before attention
    /// @param queryBias       null where there is none, as the other biases
    /// @param queryNorm       factors of the norm of each head, null where there is none
    /// @param feedForwardNorm factors of the norm before the feed-forward network
    record Layer(float[] attentionNorm, Matrix query, Matrix key, Matrix value, float[] queryBias, float[] keyBias,
            float[] valueBias, float[] queryNorm, float[] keyNorm, Matrix attentionOutput, float[] attentionOutputBias,
            float[] feedForwardNorm, Matrix gate, Matrix up, Matrix down) {}

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
