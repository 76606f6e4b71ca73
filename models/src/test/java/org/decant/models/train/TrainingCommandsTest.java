package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.MaskedModel;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufMetadata;
import org.decant.runtime.model.llama.DraftHeads;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.model.llama.LlamaModelKind;
import org.decant.runtime.run.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void trainsGoesOnAndExports() throws IOException {
        texts();
        assertEquals(0, run("train --model drafter --data %s --steps 2 --checkpoint %s/c --curve %s/curve.csv"));
        assertTrue(out.toString().contains("step 2"), out.toString());
        assertEquals(0, run("train --model drafter --data %s --steps 3 --checkpoint %s/c --out %s/model.gguf"));
        assertTrue(out.toString().contains("going on after step 2"), out.toString());
        assertEquals(0, run("export --checkpoint %s/c --out %s/exported.gguf"));
        assertEquals(-1, Files.mismatch(folder.resolve("model.gguf"), folder.resolve("exported.gguf")));
        LlamaModel model = LlamaModel.open(folder.resolve("model.gguf"), LlamaModel.Options.STANDARD, null, _ -> { });
        assertEquals(5, model.layers());
        assertEquals(0, run("plot --curve %s/curve.csv --title Losses --out %s/losses.svg"));
        assertTrue(Files.readString(folder.resolve("losses.svg")).contains("<polyline"));
    }

    @Test
    void modelsOfHiddenTokensFillCanvases() throws IOException {
        texts();
        assertEquals(0, run("train --model masked --data %s --steps 1 --out %s/model.gguf"), err.toString());
        Path file = folder.resolve("model.gguf");
        GgufMetadata metadata = GgufFile.open(file).metadata();
        String[] tokens = metadata.texts("tokenizer.ggml.tokens");
        assertEquals("<|mask|>", tokens[metadata.whole("tokenizer.ggml.mask_token_id", 0, tokens.length)]);
        ForwardModel model = new LlamaModelKind().open(ModelLocation.parse(file.toString()), null);
        Session session = new Session();
        Canvas canvas = Canvas.of(session.root(model.vocabulary()), 3);
        assertEquals(3, session.bind(assertInstanceOf(MaskedModel.class, model)).logits(canvas).size());
    }

    @Test
    void headsAreTrainedForAModelFile() throws IOException {
        texts();
        assertEquals(0, run("train --model drafter-bytes --data %s --steps 1 --out %s/model.gguf"), err.toString());
        assertEquals(0, run("heads --target %s/model.gguf --data %s --heads 2 --steps 3 --out %s/heads.gguf"), err.toString());
        GgufFile file = GgufFile.open(folder.resolve("heads.gguf"));
        DraftHeads heads = DraftHeads.read(file);
        assertEquals(DraftHeads.fingerprint(GgufFile.open(folder.resolve("model.gguf"))), heads.model());
        assertEquals(2, heads.heads().size());
        float sum = 0;
        for (float part : heads.heads().get(1).accuracy()) {
            assertTrue(part >= 0, "right " + part);
            sum += part;
        }
        assertTrue(sum <= 1, "right " + sum + " of the time with one of the likeliest tokens");
        assertTrue(Files.size(folder.resolve("heads.gguf")) < 2 * 2 * 96 * 97 + 4096);
        assertEquals(2, run("heads --target %s/heads.gguf --data %s --steps 1 --out %s/more.gguf"));
        assertEquals(2, run("heads --target %s/model.gguf --data %s --heads 17 --steps 1 --out %s/more.gguf"));
        assertTrue(err.toString().contains("there cannot be 17 heads"), err.toString());
        DecantException none = assertThrows(DecantException.class,
                () -> DraftHeads.read(GgufFile.open(folder.resolve("model.gguf"))));
        assertTrue(none.getMessage().contains("holds no draft heads"), none.getMessage());
    }

    @Test
    void mistakesAreTold() throws IOException {
        texts();
        assertEquals(2, run("train --model drafters --data %s --steps 2"));
        assertTrue(err.toString().contains("there is no built-in model `drafters`"), err.toString());
        assertEquals(2, run("train --model drafter --data %s"));
        assertTrue(err.toString().contains("--minutes"), err.toString());
        assertEquals(2, run("train --model drafter --data %s/absent --steps 2"));
        assertTrue(err.toString().contains("there is no file"), err.toString());
        assertEquals(0, run("train --model drafter --data %s --steps 1 --checkpoint %s/c"));
        assertEquals(2, run("train --model drafter-bytes --data %s --steps 2 --checkpoint %s/c"));
        assertTrue(err.toString().contains("is of another training"), err.toString());
        assertEquals(2, run("export --checkpoint %s/training.txt --out %s/model.gguf"));
        assertTrue(err.toString().contains("is no checkpoint"), err.toString());
        assertEquals(2, run("plot --curve %s/training.txt --title Losses --out %s/losses.svg"));
        assertTrue(err.toString().contains("is no table of losses"), err.toString());
    }

    private void texts() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("The fox number ").append(i).append(" saw the crow.\nIt went home.\n<|endoftext|>\n");
        }
        Files.writeString(folder.resolve("training.txt"), text);
        Files.writeString(folder.resolve("validation.txt"), "The fox saw a fox.\n<|endoftext|>\n");
    }

    private int run(String words) {
        return TrainingCommands.run(new PrintWriter(out, true), new PrintWriter(err, true),
                words.replace("%s", folder.toString()).split(" "));
    }
}
