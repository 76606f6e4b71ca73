package org.decant.bench.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.run.Session;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The engine and llama.cpp choose the same tokens, wherever the likeliest is further ahead than rounding reaches.
class GreedyTokensTest {
    private static final String PROMPT = "3 kings went to 12 seas.";
    private static final int TOKENS = 48;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"64,2,4,2,96", "128,3,4,4,256", "256,2,8,1,704"})
    void thatAreClearlyAhead(int width, int layers, int heads, int keyHeads, int feedForward) throws Exception {
        check(TensorType.F32, width, layers, heads, keyHeads, feedForward, 2e-3);
        // llama.cpp rounds what it multiplies with weights of 16 bits to 16 bits too.
        check(TensorType.F16, width, layers, heads, keyHeads, feedForward, 5e-2);
    }

    private void check(TensorType type, int width, int layers, int heads, int keyHeads, int feedForward, double rounding)
            throws IOException, InterruptedException {
        Path file = folder.resolve(type + "-" + width + ".gguf");
        new RandomModelFile(type, width, layers, heads, keyHeads, feedForward, 7).write(file);
        List<String> written = peer(file);
        assertTrue(written.size() >= TOKENS, () -> "llama.cpp wrote " + written.size() + " tokens");
        LlamaModel model = LlamaModel.open(file, LlamaModel.Options.STANDARD, null, part -> {});
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context at = session.root(model.vocabulary()).plus(model.vocabulary().encode(PROMPT));
        int clear = 0;
        for (int i = 0; i < TOKENS; i++) {
            double[] scores = batcher.logits(at).values();
            int best = 0;
            double second = Double.NEGATIVE_INFINITY;
            for (int id = 1; id < scores.length; id++) {
                second = Math.max(second, Math.min(scores[id], scores[best]));
                best = scores[id] > scores[best] ? id : best;
            }
            int chosen = token(model, written.get(i));
            if (scores[best] - second > rounding) {
                assertEquals(model.vocabulary().text(best), written.get(i), type + ", token " + i);
                clear++;
            } else {
                assertTrue(scores[best] - scores[chosen] <= rounding, type + ", token " + i);
            }
            at = at.plus(model.vocabulary().token(chosen));
        }
        assertTrue(clear > TOKENS / 2, type + ": only " + clear + " tokens were clear");
    }

    private static List<String> peer(Path file) throws IOException, InterruptedException {
        try {
            return PeerTokens.write(file, PROMPT, TOKENS,
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        } catch (PeerTokens.MissingException missing) {
            return abort("llama.cpp does not load here: " + missing.getMessage());
        }
    }

    private static int token(LlamaModel model, String text) {
        for (int id = 0; id < model.vocabulary().size(); id++) {
            if (model.vocabulary().text(id).equals(text)) {
                return id;
            }
        }
        throw new AssertionError("there is no token `" + text + "`");
    }
}
