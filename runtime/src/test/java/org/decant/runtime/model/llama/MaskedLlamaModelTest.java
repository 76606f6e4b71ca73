package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedLlamaModelTest {
    private static final int MASK = 292;

    private final Session session = new Session();

    private static GgufWriter writer(String architecture, TensorType type) {
        return RandomModel.small(architecture, type).writer().put(architecture + ".attention.causal", false);
    }

    private static GgufFile file(String architecture, TensorType type) {
        return read(writer(architecture, type).put("tokenizer.ggml.mask_token_id", MASK));
    }

    private static GgufFile read(GgufWriter writer) {
        return GgufFile.read("random.gguf", MemorySegment.ofArray(writer.bytes()));
    }

    private static MaskedLlamaModel load(GgufFile file) {
        return MaskedLlamaModel.of(file, LlamaModel.Options.STANDARD, null, _ -> { });
    }

    @ParameterizedTest
    @CsvSource({"llama,F32", "llama,Q8_0", "qwen2,F32", "qwen3,F16"})
    void everyHoleSeesTheWholeCanvas(String architecture, TensorType type) {
        GgufFile file = file(architecture, type);
        MaskedLlamaModel model = load(file);
        PlainForward oracle = new PlainForward(file);
        Batcher batcher = session.bind(model);
        Random random = new Random(5);
        List<Canvas> canvases = new ArrayList<>();
        // within a page, over pages, more of them than a block of 512 places holds
        for (int size : new int[] {1, 5, 33, 70, 200, 260}) {
            canvases.add(canvas(batcher, random, random.nextInt(4), size));
        }
        List<List<Logits>> all = canvases.stream().map(batcher::logits).toList();
        for (int i = 0; i < canvases.size(); i++) {
            check(oracle, canvases.get(i), all.get(i), RandomModel.rounding(type));
        }
        assertEquals(1, batcher.cost().passes());
        assertEquals(canvases.stream().mapToInt(canvas -> canvas.holes().length).sum(), batcher.cost().contexts());
    }

    @ParameterizedTest
    @CsvSource({"llama,Q8_0", "qwen3,F16"})
    void everyHoleSeesTheWholeCanvasOnADeviceToo(String architecture, TensorType type) {
        GgufFile file = file(architecture, type);
        Batcher batcher = session.bind(MaskedLlamaModel.of(file, LlamaModel.Options.STANDARD.on(CpuTarget.INSTANCE), null, _ -> { }));
        PlainForward oracle = new PlainForward(file);
        Random random = new Random(6);
        List<Canvas> canvases = List.of(canvas(batcher, random, 1, 5), canvas(batcher, random, 3, 40));
        List<List<Logits>> all = canvases.stream().map(batcher::logits).toList();
        for (int i = 0; i < canvases.size(); i++) {
            check(oracle, canvases.get(i), all.get(i), RandomModel.rounding(type));
        }
    }

    @Test
    void contextsHaveOneHoleBehindThem() {
        GgufFile file = file("llama", TensorType.F32);
        Batcher batcher = session.bind(load(file));
        PlainForward oracle = new PlainForward(file);
        Canvas canvas = canvas(batcher, new Random(8), 7, 1).clear(java.util.Set.of(0));
        double[] expected = oracle.masked(ids(canvas))[8];
        assertClose(expected, batcher.logits(canvas.context()).values(), RandomModel.rounding(TensorType.F32));
        // what stands behind a hole counts, even far behind
        Canvas longer = canvas.insert(1, List.of(batcher.vocabulary().token(70), batcher.vocabulary().token(80)));
        assertTrue(Math.abs(batcher.logits(longer).getFirst().values()[66] - expected[66]) > 1e-3);
        assertClose(oracle.masked(ids(longer))[8], batcher.logits(longer).getFirst().values(),
                RandomModel.rounding(TensorType.F32));
    }

    @Test
    void aCanvasIsComputedOnce() {
        Batcher batcher = session.bind(load(file("llama", TensorType.F32)));
        Canvas canvas = canvas(batcher, new Random(3), 2, 9);
        double[] first = batcher.logits(canvas).getFirst().values();
        Canvas same = canvas.insertHoles(0, 1).without(new java.util.TreeSet<>(List.of(0)));
        assertEquals(first[7], batcher.logits(same).getFirst().values()[7]);
        assertEquals(1, batcher.cost().passes());
    }

    @Test
    void kindsOpenWhatTheFileSays() {
        LlamaModelKind kind = new LlamaModelKind();
        ModelLocation location = ModelLocation.parse("random.gguf");
        assertInstanceOf(MaskedLlamaModel.class, kind.load(file("llama", TensorType.F32), null, location, null));
        assertInstanceOf(LlamaModel.class, kind.load(RandomModel.small("llama", TensorType.F32).file(), null, location, null));
        String description = ModelDescription.read(file("llama", TensorType.F32)).lines().toString();
        assertTrue(description.contains("to both sides") && description.contains("<|extra_292|>"), description);
    }

    @Test
    void mistakesAreTold() {
        refused("but none of them stands for a hidden one", () -> load(read(writer("llama", TensorType.F32))));
        refused("is a masked model", () -> LlamaModel.of(file("llama", TensorType.F32), LlamaModel.Options.STANDARD,
                null, _ -> { }));
        Batcher batcher = session.bind(load(file("llama", TensorType.F32)));
        Context root = canvas(batcher, new Random(1), 0, 1).context();
        refused("512 places behind 0 tokens", () -> batcher.logits(Canvas.of(root, 512)));
        Batcher causal = session.bind(LlamaModel.of(RandomModel.small("llama", TensorType.F32).file(),
                LlamaModel.Options.STANDARD, null, _ -> { }));
        refused("fills no canvases", () -> causal.logits(canvas(causal, new Random(1), 0, 3)));
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable what) {
        String message = assertThrows(DecantException.class, what).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static void check(PlainForward oracle, Canvas canvas, List<Logits> logits, double rounding) {
        double[][] expected = oracle.masked(ids(canvas));
        int[] holes = canvas.holes();
        assertEquals(holes.length, logits.size());
        for (int i = 0; i < holes.length; i++) {
            assertClose(expected[1 + canvas.context().length() + holes[i]], logits.get(i).values(), rounding);
        }
    }

    private static void assertClose(double[] expected, double[] actual, double rounding) {
        for (int token = 0; token < expected.length; token++) {
            assertEquals(token == MASK ? Double.NEGATIVE_INFINITY : expected[token], actual[token],
                    token == MASK ? 0 : rounding * (1 + Math.abs(expected[token])), "token " + token);
        }
    }

    /// The tokens as the model sees them.
    private static int[] ids(Canvas canvas) {
        return IntStream.concat(IntStream.concat(IntStream.of(RandomModel.BEGIN),
                canvas.context().tokens().stream().mapToInt(Token::id)), IntStream.range(0, canvas.size())
                .map(place -> canvas.isHole(place) ? MASK : canvas.token(place).id())).toArray();
    }

    /// Random tokens and holes, the first place a hole.
    private Canvas canvas(Batcher batcher, Random random, int length, int size) {
        Context context = session.root(batcher.vocabulary());
        for (int i = 0; i < length; i++) {
            context = context.plus(batcher.vocabulary().token(random.nextInt(RandomModel.BEGIN)));
        }
        TreeMap<Integer, Token> tokens = new TreeMap<>();
        for (int place = 1; place < size; place++) {
            if (random.nextInt(3) > 0) {
                tokens.put(place, batcher.vocabulary().token(random.nextInt(RandomModel.BEGIN)));
            }
        }
        return Canvas.of(context, size).fill(tokens);
    }
}
