package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlamaModelTest {
    private static final Map<RandomModel, PlainForward> ORACLES = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"llama,F32", "llama,F16", "llama,BF16", "llama,Q8_0", "llama,Q4_0", "llama,Q4_K", "llama,Q5_K",
        "llama,Q6_K", "qwen2,F32", "qwen2,Q8_0", "qwen2,Q4_0", "qwen3,F32", "qwen3,Q8_0", "qwen3,F16"})
    void treesGiveTheLogitsOfTheirPaths(String architecture, TensorType type) {
        RandomModel random = RandomModel.small(architecture, type);
        // one context, three that are taken as four, whole and partial blocks of tokens
        for (int size : new int[] {1, 3, 7, 14, 40}) {
            checkTree(random, LlamaModel.Options.STANDARD, size, 100 + size, random.rounding());
        }
    }

    @ParameterizedTest
    @CsvSource({"F32", "F16", "BF16", "Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K"})
    void fewTokensBehindWhatIsKnown(TensorType type) {
        RandomModel random = RandomModel.small("llama", type);
        LlamaModel model = load(random, LlamaModel.Options.STANDARD);
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random numbers = new Random(3);
        Context trunk = session.root(model.vocabulary()).plus(token(model, numbers));
        check(random, batcher, trunk, random.rounding());
        // each number of tokens up to more than a block has kernels of its own
        for (int size = 1; size <= 6; size++) {
            List<Context> nodes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Context parent = i % 2 == 0 ? trunk : nodes.get(numbers.nextInt(i));
                nodes.add(parent.plus(token(model, numbers)));
            }
            nodes.forEach(batcher::issue);
            for (Context node : nodes) {
                check(random, batcher, node, random.rounding());
            }
        }
    }

    /// In machine code a context's logits are the same bits whatever it shares passes with, wherever its rows lie in the cache.
    @ParameterizedTest
    @CsvSource({"llama,Q8_0", "llama,Q4_0", "llama,Q4_K", "llama,Q5_K", "llama,Q6_K", "llama,F32", "llama,F16", "llama,BF16", "qwen2,Q8_0", "qwen3,F16"})
    void theSameBitsInAnyCompany(String architecture, TensorType type) {
        assumeTrue(PanelKernels.available("avx2", "fma", "f16c") && Lanes.PANEL == PanelKernels.PANEL);
        LlamaModel model = load(RandomModel.small(architecture, type), LlamaModel.Options.STANDARD);
        long seed = 6;
        Random numbers = new Random(seed);
        List<List<Token>> paths = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Token> path = new ArrayList<>(i == 0 ? List.of() : paths.get(numbers.nextInt(i)));
            int more = 1 + numbers.nextInt(6);
            for (int j = 0; j < more; j++) {
                path.add(token(model, numbers));
            }
            paths.add(path);
        }
        List<double[]> alone = new ArrayList<>();
        for (List<Token> path : paths) {
            Session session = new Session();
            alone.add(session.bind(model).logits(session.root(model.vocabulary()).plus(path)).values());
        }
        // orders and passes of other sizes: branches grow in turns, so that their rows lie between each other's
        for (int round = 0; round < 4; round++) {
            Session session = new Session();
            Batcher batcher = session.bind(model);
            List<Integer> left = new ArrayList<>(IntStream.range(0, paths.size()).boxed().toList());
            Collections.shuffle(left, numbers);
            while (!left.isEmpty()) {
                List<Integer> now = left.subList(0, Math.min(left.size(), 1 + numbers.nextInt(9)));
                Map<Integer, Context> contexts = new HashMap<>();
                now.forEach(i -> contexts.put(i, session.root(model.vocabulary()).plus(paths.get(i))));
                contexts.values().forEach(batcher::issue);
                contexts.forEach((i, context) -> assertArrayEquals(alone.get(i), batcher.logits(context).values(),
                        "path " + i + ", seed " + seed));
                now.clear();
            }
        }
    }

    @Test
    void theLeastByteIsAWeightLikeOthers() {
        RandomModel random = RandomModel.small("llama", TensorType.Q8_0);
        GgufFile file = random.file();
        // behind a negative one, where the layout of bytes could not hold it
        file.tensor("blk.0.ffn_up.weight").data().set(ValueLayout.JAVA_BYTE, 2 + 4, (byte) -1);
        file.tensor("blk.0.ffn_up.weight").data().set(ValueLayout.JAVA_BYTE, 2 + 5, Byte.MIN_VALUE);
        LlamaModel model = LlamaModel.of(file, LlamaModel.Options.STANDARD, null, part -> {});
        Session session = new Session();
        double[] actual = session.bind(model).logits(session.root(model.vocabulary())).values();
        double[] expected = new PlainForward(file).logits(RandomModel.BEGIN);
        assertClose(expected, actual, random.rounding());
        assertTrue(Math.abs(expected[0] - oracle(random).logits(RandomModel.BEGIN)[0]) > 1e-3);
    }

    @Test
    void otherShapes() {
        // all heads with keys of their own; one key head; heads wider than their share, an odd number of them
        checkTree(new RandomModel("llama", TensorType.F32, 96, 1, 4, 4, 24, 160, false, 6),
                LlamaModel.Options.STANDARD, 12, 1, RandomModel.rounding(TensorType.F32));
        checkTree(new RandomModel("llama", TensorType.Q8_0, 96, 2, 3, 1, 64, 64, false, 7),
                LlamaModel.Options.STANDARD, 12, 2, RandomModel.rounding(TensorType.Q8_0));
        checkTree(new RandomModel("qwen3", TensorType.Q4_0, 64, 3, 6, 2, 64, 416, true, 8),
                LlamaModel.Options.STANDARD, 12, 3, RandomModel.rounding(TensorType.Q4_0));
        checkTree(new RandomModel("qwen2", TensorType.F16, 50, 1, 5, 1, 10, 34, true, 9),
                LlamaModel.Options.STANDARD, 12, 4, RandomModel.rounding(TensorType.F16));
        // rows longer than what is decoded at a time, by each of the kernels
        RandomModel quantized = new RandomModel("llama", TensorType.Q4_0, 64, 1, 2, 1, 32, 2592, true, 10);
        RandomModel halves = new RandomModel("llama", TensorType.F16, 64, 1, 2, 1, 32, 2594, true, 10);
        for (int size : new int[] {1, 3, 10}) {
            checkTree(quantized, LlamaModel.Options.STANDARD, size, 5, quantized.rounding());
            checkTree(halves, LlamaModel.Options.STANDARD, size, 5, halves.rounding());
        }
    }

    @Test
    void cacheOfHalvesIsNearlyAsExact() {
        RandomModel random = RandomModel.small("llama", TensorType.F32);
        checkTree(random, new LlamaModel.Options(1 << 20, CacheNumbers.F16), 20, 9, 3e-3);
    }

    @Test
    void longPromptsAndGrowingContexts() {
        RandomModel random = RandomModel.small("llama", TensorType.Q8_0);
        LlamaModel model = load(random, LlamaModel.Options.STANDARD);
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random numbers = new Random(4);
        Context at = session.root(model.vocabulary());
        for (int i = 0; i < 300; i++) {
            at = at.plus(token(model, numbers));
        }
        check(random, batcher, at, random.rounding());
        for (int i = 0; i < 5; i++) {
            at = at.plus(token(model, numbers));
            check(random, batcher, at, random.rounding());
        }
        // a context in the middle of what is known
        check(random, batcher, at.prefix(100), random.rounding());
        assertEquals(7, batcher.cost().passes());
    }

    @Test
    void whatIsEvictedIsComputedAgain() {
        RandomModel random = RandomModel.small("qwen2", TensorType.F32);
        LlamaModel probe = load(random, LlamaModel.Options.STANDARD);
        long page = 4L * 2 * 32 * 32 * probe.shape().keyHeads() * probe.shape().layers();
        LlamaModel model = load(random, new LlamaModel.Options(3 * page, CacheNumbers.F32));
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random numbers = new Random(12);
        List<Context> known = new ArrayList<>(List.of(session.root(model.vocabulary())));
        for (int step = 0; step < 60; step++) {
            Context at = known.get(numbers.nextInt(known.size()));
            for (int i = numbers.nextInt(1, 12); i > 0 && at.length() < 80; i--) {
                at = at.plus(token(model, numbers));
            }
            known.add(at);
            Context other = known.get(numbers.nextInt(known.size()));
            batcher.issue(other);
            check(random, batcher, at, random.rounding());
            check(random, batcher, other, random.rounding());
        }
    }

    @Test
    void passesThatDoNotFitAreRunInParts() {
        RandomModel random = RandomModel.small("llama", TensorType.F32);
        LlamaModel model = load(random, new LlamaModel.Options(1, CacheNumbers.F32)); // a single page
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random numbers = new Random(2);
        List<Context> contexts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Context at = session.root(model.vocabulary());
            for (int j = 0; j < 20; j++) {
                at = at.plus(token(model, numbers));
            }
            contexts.add(at);
            batcher.issue(at);
        }
        for (Context context : contexts) {
            check(random, batcher, context, random.rounding());
        }
        Context tooLong = contexts.getFirst();
        for (int j = 0; j < 20; j++) {
            tooLong = tooLong.plus(token(model, numbers));
        }
        Context asked = tooLong;
        String message = assertThrows(DecantException.class, () -> batcher.logits(asked).values()).getMessage();
        assertTrue(message.contains("holds 32 tokens, the context has 40"), message);
        check(random, batcher, contexts.get(3), random.rounding());
    }

    @Test
    void theTokenThatBeginsTextsIsThereOnce() {
        RandomModel random = RandomModel.small("llama", TensorType.F32);
        LlamaModel model = load(random, LlamaModel.Options.STANDARD);
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context root = session.root(model.vocabulary());
        Context written = root.plus(model.vocabulary().token(RandomModel.BEGIN));
        check(random, batcher, root, random.rounding());
        batcher.issue(written.plus(model.vocabulary().token(65)));
        batcher.issue(root.plus(model.vocabulary().token(65)));
        double[] one = batcher.logits(written.plus(model.vocabulary().token(65))).values();
        double[] other = batcher.logits(root.plus(model.vocabulary().token(65))).values();
        double[] expected = oracle(random).logits(RandomModel.BEGIN, 65);
        assertClose(expected, one, random.rounding());
        assertClose(expected, other, random.rounding());
        assertClose(oracle(random).logits(RandomModel.BEGIN), batcher.logits(written).values(), random.rounding());
    }

    @Test
    void contextsThatAreGoneFreeTheirRows() throws InterruptedException {
        LlamaModel model = load(RandomModel.small("llama", TensorType.F32), LlamaModel.Options.STANDARD);
        Session session = new Session();
        LlamaPasses passes = (LlamaPasses) model.open(session);
        Random numbers = new Random(2);
        for (int i = 0; i < 40; i++) {
            Context at = session.root(model.vocabulary());
            for (int j = 0; j < 40; j++) {
                at = at.plus(token(model, numbers));
            }
            run(passes, at);
        }
        int before = passes.cache().pageCount();
        for (int i = 0; i < 50 && passes.cache().pageCount() > 8; i++) {
            System.gc();
            Thread.sleep(10);
            passes.cache().release();
        }
        assertTrue(before > 30 && passes.cache().pageCount() <= 8, before + " to " + passes.cache().pageCount());
    }

    private static void run(LlamaPasses passes, Context context) {
        org.decant.runtime.model.PassAccess.run(passes, context);
    }

    @Test
    void longerContextsThanTheWindowAreRefused() {
        LlamaModel model = load(RandomModel.small("llama", TensorType.F32), LlamaModel.Options.STANDARD);
        assertEquals(511, model.window());
        Session session = new Session();
        Context at = session.root(model.vocabulary());
        for (int i = 0; i < 512; i++) {
            at = at.plus(model.vocabulary().token(66));
        }
        Context asked = at;
        String message = assertThrows(DecantException.class, () -> session.bind(model).logits(asked)).getMessage();
        assertTrue(message.contains("has 512 tokens"), message);
    }

    /// Grows a random tree, asks for all of its contexts in one pass, and holds each against its path.
    private static void checkTree(RandomModel random, LlamaModel.Options options, int size, long seed,
            double tolerance) {
        LlamaModel model = load(random, options);
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Random numbers = new Random(seed);
        List<Context> nodes = new ArrayList<>();
        Context trunk = session.root(model.vocabulary()).plus(token(model, numbers)).plus(token(model, numbers));
        nodes.add(trunk);
        while (nodes.size() < size) {
            nodes.add(nodes.get(numbers.nextInt(nodes.size())).plus(token(model, numbers)));
        }
        nodes.forEach(batcher::issue);
        for (Context node : nodes) {
            check(random, batcher, node, tolerance);
        }
        assertEquals(1, batcher.cost().passes());
    }

    static void check(RandomModel random, Batcher batcher, Context context, double tolerance) {
        int[] path = new int[context.length() + 1];
        path[0] = RandomModel.BEGIN;
        for (int i = 0; i < context.length(); i++) {
            path[i + 1] = context.tokens().get(i).id();
        }
        assertClose(oracle(random).logits(path), batcher.logits(context).values(), tolerance);
    }

    private static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * (1 + Math.abs(expected[i])), "token " + i);
        }
    }

    private static PlainForward oracle(RandomModel random) {
        return ORACLES.computeIfAbsent(random, r -> new PlainForward(r.file()));
    }

    private static LlamaModel load(RandomModel random, LlamaModel.Options options) {
        return LlamaModel.of(random.file(), options, null, part -> {});
    }

    private static Token token(LlamaModel model, Random numbers) {
        return model.vocabulary().token(numbers.nextInt(RandomModel.BEGIN));
    }
}
