package org.decant.runtime.model.llama;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return matrices().mapToLong(Matrix::bytes).sum();
    }

    /// How the matrices take vectors.
    Set<Inputs.Layout> layouts() {
        return matrices().map(Matrix::layout).collect(Collectors.toSet());
    }

    private Stream<Matrix> matrices() {
        return Stream.concat(Stream.of(output), Arrays.stream(layers).flatMap(layer -> Stream.of(layer.query, layer.key,
                layer.value, layer.attentionOutput, layer.gate, layer.up, layer.down)));
    }
}
