package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.PassAccess;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaFileTest {
    private static final RandomModel SMALL = RandomModel.small("llama", TensorType.F32);

    private static LlamaModel load(GgufWriter writer) {
        GgufFile file = GgufFile.read("m.gguf", MemorySegment.ofArray(writer.bytes()));
        return LlamaModel.of(file, LlamaModel.Options.STANDARD, null, part -> {});
    }

    private static void expect(GgufWriter writer, String... parts) {
        String message = assertThrows(DecantException.class, () -> load(writer)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        expect(SMALL.writer().put("general.architecture", "mamba"), "`mamba`", "llama, qwen2, qwen3");
        expect(SMALL.writer().put("llama.attention.head_count", 7), "7 attention heads");
        expect(SMALL.writer().put("llama.block_count", 0), "block_count is 0");
        expect(SMALL.writer().put("llama.block_count", 3), "no tensor blk.2.attn_norm.weight");
        expect(SMALL.writer().put("llama.feed_forward_length", 95), "blk.0.ffn_gate.weight is [96, 64], not [95, 64]");
        expect(SMALL.writer().put("llama.rope.scaling.type", "other"), "`other`", "yarn");
        expect(SMALL.writer().tensor("blk.0.attn_q.weight", TensorType.Q5_0, new byte[64 * 44], 64, 64),
                "blk.0.attn_q.weight in the type Q5_0", "Q6_K");
        expect(RandomModel.small("qwen2", TensorType.F32).writer().put("general.architecture", "qwen3"), "qwen3.");
    }

    @Test
    void scaledPositions() {
        float[] factors = new float[8];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 + 0.5f * i;
        }
        check(SMALL.writer().put("llama.rope.scaling.type", "linear").put("llama.rope.scaling.factor", 4f));
        check(SMALL.writer().tensor("rope_freqs.weight", TensorType.F32, factors, factors.length));
    }

    @Test
    void layersCanBeLeftOut() {
        RandomModel random = new RandomModel("qwen3", TensorType.F32, 64, 3, 4, 2, 16, 96, true, 5);
        LlamaModel model = load(random.writer());
        check(random.writer(), model, model);
        check(random.writer(), model, model.exit(1), 1, 2);
        check(random.writer(), model, model.exit(2), 2);
        check(random.writer(), model, model.skip(java.util.BitSet.valueOf(new long[] {4})), 1);
        assertEquals("m.gguf without layers 2", model.skip(java.util.BitSet.valueOf(new long[] {4})).name());
        // of what is left the second is the file's third
        check(random.writer(), model, model.skip(java.util.BitSet.valueOf(new long[] {4}))
                .skip(java.util.BitSet.valueOf(new long[] {4})), 1, 2);
        assertEquals("m.gguf up to layer 2", model.exit(2).name());
        assertSame(model.exit(2), model.skip(java.util.BitSet.valueOf(new long[] {8})));
        assertSame(model, model.exit(3));
        assertThrows(DecantException.class, () -> model.exit(4));
        assertThrows(DecantException.class, () -> model.skip(java.util.BitSet.valueOf(new long[] {14})));
        assertThrows(DecantException.class, () -> model.skip(java.util.BitSet.valueOf(new long[] {16})));
        assertThrows(DecantException.class, () -> model.skip(java.util.BitSet.valueOf(new long[] {1})));
    }

    private static void check(GgufWriter writer) {
        LlamaModel model = load(writer);
        check(writer, model, model);
    }

    private static void check(GgufWriter writer, LlamaModel whole, ForwardModel model, Integer... skipped) {
        Session session = new Session();
        int[] tokens = {RandomModel.BEGIN, 5, 9, 77, 5};
        assertEquals(whole.vocabulary(), model.vocabulary());
        var at = session.root(model.vocabulary());
        for (int i = 1; i < tokens.length; i++) {
            at = at.plus(model.vocabulary().token(tokens[i]));
        }
        double[] actual = PassAccess.run(model.open(session), at);
        double[] expected = new PlainForward(GgufFile.read("m", MemorySegment.ofArray(writer.bytes())),
                skipped).logits(tokens);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-4 * (1 + Math.abs(expected[i])));
        }
    }

    @Test
    void yarnSlowsDownTheSlowPairs() {
        // The paper's numbers for head width 128, base 10,000, 4,096 positions scaled 8 times: pairs that turn more than
        // 32 times keep their speed, those that turn less than once are slowed 8 times, in between a linear ramp
        LlamaShape shape = new LlamaShape(128, 1, 1, 1, 128, 64, 300, 32_768, 1e-5f);
        GgufFile file = GgufFile.read("m", MemorySegment.ofArray(new GgufWriter()
                .put("general.architecture", "llama").put("llama.rope.scaling.type", "yarn")
                .put("llama.rope.scaling.factor", 8f).put("llama.rope.scaling.original_context_length", 4096).bytes()));
        Rope rope = Rope.read(file, Architecture.of(file), shape);
        float[] angles = new float[128];
        rope.angles(1, angles, 0);
        double magnitude = 1 + 0.1 * Math.log(8);
        for (int pair = 0; pair < 64; pair++) {
            double speed = Math.pow(10_000, -pair / 64.0);
            double turns = 4096 * speed / (2 * Math.PI);
            double actual = Math.atan2(angles[2 * pair + 1], angles[2 * pair]);
            if (turns > 40) {
                assertEquals(speed, actual, 1e-6, "pair " + pair);
            } else if (turns < 0.8) {
                assertEquals(speed / 8, actual, 1e-6, "pair " + pair);
            } else {
                assertTrue(actual >= speed / 8 - 1e-6 && actual <= speed + 1e-6, "pair " + pair);
            }
            assertEquals(magnitude, Math.hypot(angles[2 * pair], angles[2 * pair + 1]), 1e-5);
        }
    }

    @Test
    void opensByLocation(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("m.gguf");
        SMALL.writer().write(path);
        ModelCatalog catalog = ModelCatalog.standard();
        assertEquals(300, catalog.open(path.toString(), null).vocabulary().size());
        assertEquals(511, catalog.open("llama:" + path + "?cache=64k&cache-numbers=f16", null).window());
        String message = assertThrows(DecantException.class, () -> catalog.open(path + "?cache=lots", null))
                .getMessage();
        assertTrue(message.contains("512m"), message);
        Files.write(path, new byte[100]);
        message = assertThrows(DecantException.class, () -> catalog.open(path.toString(), null)).getMessage();
        assertTrue(message.contains("does not begin with GGUF"), message);
        message = assertThrows(DecantException.class, () -> catalog.open(folder + "/no.gguf", null)).getMessage();
        assertTrue(message.contains("there is no model file"), message);
    }

    @Test
    void describesWithoutLoading() {
        ModelDescription description = ModelDescription.read(RandomModel.small("qwen3", TensorType.Q8_0).file());
        assertEquals("qwen3", description.architecture());
        assertEquals(2, description.shape().layers());
        assertTrue(description.lines().get("tensors").contains("15 Q8_0"), description.lines().toString());
        assertEquals(List.of("<|end_of_text|>"), description.ends());
        assertEquals(10, description.specials().size());
        // keys and values of a token: 2 layers, 2 heads of 16 features, padded to 32, in floats
        assertEquals(2 * 2 * 2 * 32 * 4, description.memory().token());
    }

    @Test
    void memoryIsSaidBeforeLoading() {
        for (TensorType type : new TensorType[] {TensorType.F32, TensorType.F16, TensorType.Q8_0, TensorType.Q4_0,
            TensorType.Q4_K, TensorType.Q5_K, TensorType.Q6_K}) {
            // wide enough that padding does not count
            RandomModel random = new RandomModel("llama", type, 256, 1, 4, 2, 64, 256, false, 5);
            LlamaModel model = LlamaModel.of(random.file(), LlamaModel.Options.STANDARD, null, part -> {});
            long said = ModelDescription.read(random.file()).memory().weights();
            assertEquals(1.0, (double) said / model.weightBytes(), 0.02, type.name());
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefused() {
        String message = assertThrows(DecantException.class,
                () -> new LlamaMemory(Long.MAX_VALUE / 4, 0, 1).check(SMALL.file())).getMessage();
        assertTrue(message.contains("of memory, this process may take"), message);
        long most = Runtime.getRuntime().maxMemory();
        assertEquals(1 << 20, new LlamaMemory(0, 0, 1).cache(1 << 20));
        assertTrue(new LlamaMemory(most / 2, 0, 1).cache(most) < most / 2);
    }

    @Test
    void tellsHowFarLoadingIs() {
        List<Double> parts = new ArrayList<>();
        LlamaModel.of(SMALL.file(), LlamaModel.Options.STANDARD, null, parts::add);
        assertTrue(parts.size() > 5);
        for (int i = 1; i < parts.size(); i++) {
            assertTrue(parts.get(i) >= parts.get(i - 1));
        }
        assertEquals(1.0, parts.getLast());
    }

    @Test
    void exponentialIsExactToAFewUnits() {
        Random random = new Random(1);
        float[] x = new float[Lanes.COUNT];
        for (int round = 0; round < 2000; round++) {
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat(-87, 88);
            }
            FloatVector result = Exponential.of(Lanes.load(x, 0));
            for (int i = 0; i < x.length; i++) {
                double expected = Math.exp(x[i]);
                assertEquals(expected, result.lane(i), 4e-7 * expected, "exp " + x[i]);
            }
        }
        assertTrue(Exponential.of(Lanes.all(Float.NEGATIVE_INFINITY)).lane(0) < 1e-37);
    }

    @Test
    void aWorkerThatFailsEndsThePassAndNotTheWorkers() {
        Workers workers = new Workers(3);
        for (int failing = 0; failing < 3; failing++) {
            int which = failing;
            assertThrows(IllegalStateException.class, () -> workers.run(worker -> {
                workers.barrier();
                if (worker == which) {
                    throw new IllegalStateException();
                }
                workers.barrier();
                workers.barrier();
            }));
            int[] sums = new int[3];
            workers.run(worker -> {
                sums[worker] = worker + 1;
                workers.barrier();
                sums[worker] += sums[(worker + 1) % 3] > 0 ? 10 : 0;
            });
            assertEquals(36, sums[0] + sums[1] + sums[2]);
        }
    }
}
