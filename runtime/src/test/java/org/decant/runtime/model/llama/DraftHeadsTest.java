package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draft heads against their formula, and their file.
class DraftHeadsTest {
    private static final int WIDTH = 64;
    private final RandomModel random = RandomModel.small("llama", TensorType.Q8_0);
    private final GgufFile file = random.file();

    private static DraftHeads.Head head(Random numbers, double deviation) {
        return new DraftHeads.Head(values(numbers, WIDTH * WIDTH, deviation), values(numbers, WIDTH, deviation),
                new float[] {0.5f, 0.25f});
    }

    private static float[] values(Random numbers, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            // as F16 holds it, so that a file changes nothing
            values[i] = Float.float16ToFloat(Float.floatToFloat16((float) (deviation * numbers.nextGaussian())));
        }
        return values;
    }

    private DraftHeads heads() {
        return new DraftHeads(DraftHeads.fingerprint(file), WIDTH, List.of(head(new Random(1), 0), head(new Random(2), 0.1)));
    }

    private LlamaModel model(DraftHeads heads) {
        return LlamaModel.of(file, new LlamaModel.Options(1 << 20, CacheNumbers.F32, null, heads, null), null, part -> { });
    }

    @Test
    void theScoresAreThoseOfTheFormula() {
        LlamaModel model = model(heads());
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context context = session.root(model.vocabulary()).plus(model.vocabulary().encode("some text"));
        double[] features = batcher.observe(List.of(context), new Observation.FinalState()).getFirst().values();
        // A head of zeros says what the model says of the next token.
        assertArrayEquals(batcher.logits(context).values(), batcher.draftHeads().getFirst().logits(context).values(), 1e-4);

        DraftHeads.Head second = heads().heads().get(1);
        double[] expected = new double[WIDTH];
        for (int row = 0; row < WIDTH; row++) {
            double z = second.bias()[row];
            for (int column = 0; column < WIDTH; column++) {
                z += second.weight()[row * WIDTH + column] * features[column];
            }
            expected[row] = features[row] + z / (1 + Math.exp(-z));
        }
        assertArrayEquals(model.foresee(1, org.decant.runtime.tensor.Tensor.of(expected)),
                batcher.draftHeads().get(1).logits(context).values(), 1e-4);
        assertEquals(List.of(0.5, 0.25), batcher.headAccuracy().get(1));
    }

    @Test
    void whatTheyLookAtComesWithThePassesOfTheModel() {
        LlamaModel model = model(heads());
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context context = session.root(model.vocabulary()).plus(model.vocabulary().encode("some text"));
        Context next = context.plus(model.vocabulary().token(5));
        Logits foreseen = batcher.draftHeads().get(1).logits(next);
        batcher.logits(context).values();
        foreseen.values();
        batcher.draftHeads().getFirst().logits(next).values();
        batcher.draftHeads().getFirst().logits(next).values();
        assertEquals(1, batcher.cost().passes());
    }

    @Test
    void aFileKeepsThem(@TempDir Path folder) throws IOException {
        DraftHeads read = DraftHeads.read(GgufFile.read("heads", MemorySegment.ofArray(heads().file().bytes())));
        assertEquals(heads().model(), read.model());
        assertEquals(heads().accuracy(), read.accuracy());
        assertArrayEquals(heads().heads().get(1).weight(), read.heads().get(1).weight());
        assertArrayEquals(heads().heads().get(1).bias(), read.heads().get(1).bias());

        random.writer().write(folder.resolve("model.gguf"));
        heads().file().write(folder.resolve("model.heads"));
        ModelLocation location = ModelLocation.parse(folder + "/model.gguf?heads=" + folder + "/model.heads");
        ForwardModel model = new LlamaModelKind().open(location, null);
        assertEquals(2, new Session().bind(model).draftHeads().size());
        refused(() -> new LlamaModelKind().open(ModelLocation.parse(folder + "/model.gguf?heads=" + folder + "/model.gguf"), null),
                "holds no draft heads");
    }

    @Test
    void onlyTheModelsOwnWillDo() {
        LlamaModel without = model(null);
        refused(() -> new Session().bind(without).draftHeads(), "has no draft heads", "?heads=FILE");
        refused(() -> new Session().bind(new FunctionModel("plain", Vocabularies.letters(3, false), context -> new double[3]))
                .draftHeads(), "has no draft heads");
        DraftHeads others = new DraftHeads(DraftHeads.fingerprint(new RandomModel("llama", TensorType.Q8_0, WIDTH, 2, 4, 2, 16,
                96, true, 6).file()), WIDTH, heads().heads());
        refused(() -> model(others), "those of another model than random.gguf");
    }

    private static void refused(org.junit.jupiter.api.function.Executable what, String... parts) {
        DecantException failure = assertThrows(DecantException.class, what);
        for (String part : parts) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
    }
}
