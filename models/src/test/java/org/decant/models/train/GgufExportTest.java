package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.model.llama.MaskedLlamaModel;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
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

    @Test
    void theEngineGivesTheTrainersLogitsOfHiddenTokens() {
        int mask = LearntVocabulary.END - 1;
        GgufWriter out = new GgufWriter().put("general.architecture", "llama")
                .put("tokenizer.ggml.mask_token_id", mask);
        GgufExport.put(out, layout, false, parameters, TensorType.F32);
        vocabulary.write(out);
        MaskedLlamaModel model = MaskedLlamaModel.of(GgufFile.read("exported.gguf", MemorySegment.ofArray(out.bytes())),
                LlamaModel.Options.STANDARD, null, _ -> { });

        Batch batch = new Batch(128, 128);
        Random random = new Random(4);
        while (batch.size() == 0 || batch.token(0) != LearntVocabulary.END) {
            batch.clear();
            int[] document = Samples.document(random, 100, mask);
            document[0] = LearntVocabulary.END;
            batch.add(Row.even(document), new Objective.HiddenTokens(mask));
        }
        Network network = new Network(layout, false, 128);
        network.forward(parameters, batch, Samples.ALL_LAYERS);
        network.beginScores();
        int stride = Lanes.padded(vocabulary.size());
        float[] scores = new float[batch.size() * stride];
        network.scores(0, batch.size(), scores);

        Session session = new Session();
        TreeMap<Integer, Token> tokens = new TreeMap<>();
        for (int i = 1; i < batch.size(); i++) {
            if (batch.token(i) != mask) {
                tokens.put(i - 1, model.vocabulary().token(batch.token(i)));
            }
        }
        // The engine puts the end token before a text.
        Canvas canvas = Canvas.of(session.root(model.vocabulary()), batch.size() - 1).fill(tokens);
        List<Logits> engine = session.bind(model).logits(canvas);
        assertTrue(engine.size() > 5, engine.size() + " hidden");
        for (int i = 0; i < engine.size(); i++) {
            int at = canvas.holes()[i] + 1;
            for (int token = 0; token < mask; token++) { // a hole is never filled with the mask
                assertEquals(scores[at * stride + token], engine.get(i).values()[token], 1e-4,
                        "place " + at + ", token " + token);
            }
        }
    }
}
