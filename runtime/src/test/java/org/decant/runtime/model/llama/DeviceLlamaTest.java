package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.context.Mixture;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Retention;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.tensor.kernel.KernelTarget;
import org.decant.runtime.tensor.program.ReferenceTarget;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models as tensor programs, against the forward pass that was written apart from them and against the engine.
class DeviceLlamaTest {

    @ParameterizedTest
    @CsvSource({"llama,F32", "llama,F16", "llama,BF16", "llama,Q8_0", "llama,Q4_0", "llama,Q4_K", "llama,Q6_K", "qwen2,F32", "qwen2,Q8_0",
        "qwen3,F32", "qwen3,Q8_0", "qwen3,F16"})
    void treesGiveTheLogitsOfTheirPaths(String architecture, TensorType type) {
        RandomModel random = RandomModel.small(architecture, type);
        for (int size : new int[] {1, 3, 14, 90}) {
            checkTree(random, CpuTarget.INSTANCE, size, 100 + size, 1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({"llama,F32", "qwen2,Q8_0", "qwen3,F16"})
    void theReferenceAgrees(String architecture, TensorType type) {
        checkTree(RandomModel.small(architecture, type), ReferenceTarget.INSTANCE, 5, 7, 1e-9);
    }

    /// The kernels that other devices are given, thread by thread.
    @ParameterizedTest
    @CsvSource({"llama,F32", "qwen2,Q8_0", "qwen3,F16"})
    void generatedKernelsAgree(String architecture, TensorType type) {
        checkTree(RandomModel.small(architecture, type), KernelTarget.INSTANCE, 5, 7, 1e-4);
    }

    @Test
    void otherShapes() {
        checkTree(new RandomModel("llama", TensorType.F32, 96, 1, 4, 4, 24, 160, false, 6), CpuTarget.INSTANCE, 12, 1, 1e-4);
        checkTree(new RandomModel("llama", TensorType.Q8_0, 96, 2, 3, 1, 64, 64, false, 7), CpuTarget.INSTANCE, 12, 2, 1e-4);
        checkTree(new RandomModel("qwen3", TensorType.Q4_0, 64, 3, 6, 2, 64, 416, true, 8), CpuTarget.INSTANCE, 12, 3, 1e-4);
        checkTree(new RandomModel("qwen2", TensorType.F16, 50, 1, 5, 1, 10, 34, true, 9), CpuTarget.INSTANCE, 12, 4, 1e-4);
    }

    /// A page of 32 nodes at first, more as they are needed; then pages that are free again.
    @Test
    void aCacheThatGrowsAndIsEvicted() {
        RandomModel random = RandomModel.small("qwen2", TensorType.F32);
        LlamaModel probe = load(random, CpuTarget.INSTANCE);
        long page = new KvLayout(2, probe.shape().keyHeads(), probe.shape().headWidth(), CacheNumbers.F32).pageBytes();
        LlamaModel model = load(random, new LlamaModel.Options(12 * page, CacheNumbers.F32).on(CpuTarget.INSTANCE));
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random numbers = new Random(12);
        List<Context> known = new ArrayList<>(List.of(session.root(model.vocabulary())));
        for (int step = 0; step < 40; step++) {
            Context at = known.get(numbers.nextInt(known.size()));
            for (int i = numbers.nextInt(1, 40); i > 0 && at.length() < 150; i--) {
                at = at.plus(token(model, numbers));
            }
            known.add(at);
            Context other = known.get(numbers.nextInt(known.size()));
            batcher.issue(other);
            LlamaModelTest.check(random, batcher, at, 1e-4);
            LlamaModelTest.check(random, batcher, other, 1e-4);
        }
    }

    @Test
    void layersThatAreSkippedAndStatesThatAreSeen() {
        RandomModel random = new RandomModel("llama", TensorType.Q8_0, 64, 3, 4, 2, 16, 96, true, 5);
        LlamaModel engine = LlamaModel.of(random.file(), LlamaModel.Options.STANDARD, null, part -> { });
        LlamaModel device = load(random, CpuTarget.INSTANCE);
        BitSet second = new BitSet();
        second.set(2);
        BitSet none = new BitSet();
        Random numbers = new Random(3);
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            tokens.add(numbers.nextInt(RandomModel.BEGIN));
        }
        List<BitSet> late = List.of(none, none, none, none, none, second);
        for (int skip = 0; skip < 3; skip++) {
            LlamaModel one = skip == 0 ? engine : skip == 1 ? (LlamaModel) engine.skip(second) : engine.skipByPosition(late);
            LlamaModel other = skip == 0 ? device : skip == 1 ? (LlamaModel) device.skip(second) : device.skipByPosition(late);
            assertClose(seen(one, tokens), seen(other, tokens), random.rounding());
        }
    }

    /// Logits of all prefixes in one pass, then the hidden states of the last one.
    private static double[] seen(LlamaModel model, List<Integer> tokens) {
        Session session = new Session();
        Batcher batcher = session.bind(model);
        List<Context> prefixes = new ArrayList<>(List.of(session.root(model.vocabulary())));
        for (int token : tokens) {
            prefixes.add(prefixes.getLast().plus(model.vocabulary().token(token)));
        }
        prefixes.forEach(batcher::issue);
        List<Double> all = new ArrayList<>();
        for (Context prefix : prefixes) {
            for (double score : batcher.logits(prefix).values()) {
                all.add(score);
            }
        }
        for (int layer = 0; layer <= model.layers(); layer++) {
            for (double feature : batcher.observe(List.of(prefixes.getLast()), new Observation.HiddenState(layer)).getFirst().values()) {
                all.add(feature);
            }
        }
        for (double feature : batcher.observe(List.of(prefixes.getLast()), new Observation.FinalState()).getFirst().values()) {
            all.add(feature);
        }
        return all.stream().mapToDouble(value -> value).toArray();
    }

    @Test
    void mixturesOfTokens() {
        RandomModel random = RandomModel.small("qwen2", TensorType.Q8_0);
        double[] weights = new double[RandomModel.VOCABULARY];
        weights[65] = 0.5;
        weights[7] = 0.3;
        weights[200] = 0.2;
        List<double[]> both = new ArrayList<>();
        for (LlamaModel model : List.of(LlamaModel.of(random.file(), LlamaModel.Options.STANDARD, null, part -> { }),
                load(random, CpuTarget.INSTANCE))) {
            Session session = new Session();
            Context mixed = session.root(model.vocabulary()).plus(Mixture.of(model.vocabulary(), weights));
            both.add(session.bind(model).logits(mixed.plus(model.vocabulary().token(66))).values());
        }
        assertClose(both.getFirst(), both.getLast(), random.rounding());
    }

    @Test
    void whatADeviceDoesNotDoIsSaid() {
        RandomModel random = RandomModel.small("llama", TensorType.F32);
        LlamaModel model = load(random, CpuTarget.INSTANCE);
        assertRefused(() -> model.cacheBits(8), "runs on the device cpu, which keeps keys and values as they are");
        assertRefused(() -> model.keep(new Retention(2, 4, new Retention.None())), "whose attention sees all positions");
        assertRefused(() -> load(random, new LlamaModel.Options(1 << 20, CacheNumbers.F16).on(CpuTarget.INSTANCE)), "not with 16 bits");
        Session session = new Session();
        Batcher batcher = session.bind(model);
        assertRefused(() -> batcher.observe(List.of(session.root(model.vocabulary())), new Observation.Attention(1)), "does not show what it attends to");
    }

    private static void assertRefused(Runnable asked, String why) {
        String message = assertThrows(DecantException.class, asked::run).getMessage();
        assertTrue(message.contains(why), message);
    }

    private static void checkTree(RandomModel random, Target target, int size, long seed, double tolerance) {
        LlamaModel model = load(random, target);
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random numbers = new Random(seed);
        List<Context> nodes = new ArrayList<>();
        nodes.add(session.root(model.vocabulary()).plus(token(model, numbers)).plus(token(model, numbers)));
        while (nodes.size() < size) {
            nodes.add(nodes.get(numbers.nextInt(nodes.size())).plus(token(model, numbers)));
        }
        nodes.forEach(batcher::issue);
        for (Context node : nodes) {
            LlamaModelTest.check(random, batcher, node, tolerance);
        }
        assertEquals(1, batcher.cost().passes());
        // behind what is in the cache
        LlamaModelTest.check(random, batcher, nodes.getLast().plus(token(model, numbers)), tolerance);
    }

    private static LlamaModel load(RandomModel random, Target target) {
        return load(random, LlamaModel.Options.STANDARD.on(target));
    }

    private static LlamaModel load(RandomModel random, LlamaModel.Options options) {
        return LlamaModel.of(random.file(), options, null, part -> { });
    }

    private static Token token(LlamaModel model, Random numbers) {
        return model.vocabulary().token(numbers.nextInt(RandomModel.BEGIN));
    }

    private static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * (1 + Math.abs(expected[i])), "number " + i);
        }
    }
}
