package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.run.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufExportTest {
    private final LearntVocabulary vocabulary = Samples.bytes();
    private final Layout layout = new Layout(Samples.shape(vocabulary.size()));
    private final float[] parameters = Samples.parameters(layout, 11);

    @Test
    void theEngineGivesTheTrainersLogits() {
        GgufWriter out = new GgufWriter().put("general.architecture", "llama");
        GgufExport.put(out, layout, true, parameters, TensorType.F32);
        vocabulary.write(out);
        compare(GgufFile.read("exported.gguf", MemorySegment.ofArray(out.bytes())), 1e-4);
    }

    @Test
    void modelFilesAreNearlyAsExact(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.gguf");
        Recipe recipe = new Recipe("tiny", layout.shape(), new Objective.NextToken(), 64, 1, 0, 0, 0, 0, 0, 1, 0);
        ModelFile.write(file, recipe, layout, parameters, vocabulary);
        GgufFile model = GgufFile.open(file);
        assertEquals("Decant tiny", model.metadata().text("general.name"));
        assertEquals(TensorType.Q8_0, model.tensor("blk.1.ffn_down.weight").type());
        assertEquals(TensorType.F16, model.tensor("token_embd.weight").type());
        assertTrue(Files.size(file) < 2 * layout.size());
        compare(model, 0.3);
    }

    private void compare(GgufFile file, double tolerance) {
        int[] document = Samples.document(new Random(4), 100, 256);
        document[0] = LearntVocabulary.END;
        Batch batch = new Batch(128, 128);
        batch.add(Row.even(document), new Objective.NextToken());
        Network network = new Network(layout, true, 128);
        network.forward(parameters, batch, Samples.ALL_LAYERS);
        network.beginScores();
        int stride = Lanes.padded(vocabulary.size());
        float[] scores = new float[batch.size() * stride];
        network.scores(0, batch.size(), scores);

        LlamaModel model = LlamaModel.of(file, LlamaModel.Options.STANDARD, null, _ -> { });
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context context = session.root(model.vocabulary());
        for (int i = 0; i < batch.size(); i++) {
            context = i == 0 ? context : context.plus(model.vocabulary().token(document[i]));
            double[] engine = batcher.logits(context).values();
            for (int token = 0; token < vocabulary.size(); token++) {
                assertEquals(scores[i * stride + token], engine[token], tolerance,
                        "place " + i + ", token " + token);
            }
        }
    }
}
