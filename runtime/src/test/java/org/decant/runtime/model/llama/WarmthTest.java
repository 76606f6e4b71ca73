package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The plain kernels against those with vectors. These tests run with the latter from the beginning, see the module's
/// pom, so that nothing is rehearsed beside.
class WarmthTest {

    @AfterEach
    void vectors() {
        Warmth.use(true);
    }

    @ParameterizedTest
    @CsvSource({"F32", "F16", "BF16", "Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K"})
    void bothKindsOfKernelsGiveTheSameBits(TensorType type) {
        LlamaModel model = LlamaModel.of(RandomModel.small("llama", type).file(), LlamaModel.Options.STANDARD, null,
                part -> {});
        List<double[]> expected = logits(model);
        Warmth.use(false);
        List<double[]> actual = logits(model);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), "pass " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"64,4,2,16,96", "96,3,1,64,64", "50,5,1,10,34", "64,2,1,32,2592"})
    void whateverTheShape(int width, int heads, int keyHeads, int headWidth, int feedForward) {
        LlamaModel model = LlamaModel.of(new RandomModel("llama", TensorType.F32, width, 1, heads, keyHeads, headWidth,
                feedForward, true, 3).file(), LlamaModel.Options.STANDARD, null, part -> {});
        List<double[]> expected = logits(model);
        Warmth.use(false);
        List<double[]> actual = logits(model);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), "pass " + i);
        }
    }

    /// Logits of passes over one token and more, on a trunk longer than a page of the cache.
    private static List<double[]> logits(LlamaModel model) {
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random random = new Random(11);
        Context trunk = session.root(model.vocabulary());
        for (int i = 0; i < 40; i++) {
            trunk = trunk.plus(model.vocabulary().token(random.nextInt(256)));
        }
        List<double[]> all = new ArrayList<>();
        for (int size = 1; size <= 7; size++) {
            List<Context> nodes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                nodes.add((i % 2 == 0 ? trunk : nodes.getLast()).plus(model.vocabulary().token(random.nextInt(256))));
            }
            nodes.forEach(batcher::issue);
            nodes.forEach(node -> all.add(batcher.logits(node).values().clone()));
        }
        return all;
    }
}
