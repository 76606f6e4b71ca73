package org.decant.models.train;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.Stream;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.model.llama.LlamaShape;

/// Small models and documents for tests.
final class Samples {
    static final BitSet ALL_LAYERS = new BitSet();

    private Samples() {
    }

    /// Two query heads that share a key head.
    static LlamaShape shape(int vocabulary) {
        return new LlamaShape(64, 2, 2, 1, 32, 96, vocabulary, 128, 1e-5f);
    }

    /// Parameters without regularities, factors included.
    static float[] parameters(Layout layout, long seed) {
        Random random = new Random(seed);
        float[] values = layout.start(seed);
        for (Layout.Slot slot : layout.slots()) {
            for (int i = slot.at(); i < slot.at() + slot.size(); i++) {
                values[i] = slot == layout.embedding() ? (float) (0.5 * random.nextGaussian())
                        : slot.rows() == 1 ? (float) (1 + 0.3 * random.nextGaussian()) : 1.5f * values[i];
            }
        }
        return values;
    }

    static int[] document(Random random, int length, int vocabulary) {
        return random.ints(length, 0, vocabulary).toArray();
    }

    /// The bytes and the end token.
    static LearntVocabulary bytes() {
        return LearntVocabulary.learn(Stream.of(), 257);
    }

    static double[] doubles(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }
}
