package org.decant.bench.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.run.Session;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WidenedModelFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "Q8_0", "Q4_0"})
    void saysTheSameWithMoreWeights(TensorType type) throws IOException {
        Path small = folder.resolve("small.gguf");
        Path wide = folder.resolve("wide.gguf");
        new RandomModelFile(type, 64, 2, 2, 1, 96, 5).write(small);
        new WidenedModelFile(GgufFile.open(small), 160, 416).write(wide);
        assertTrue(Files.size(wide) > 3 * Files.size(small), Files.size(wide) + " bytes");
        assertArrayEquals(scores(small), scores(wide), type.quantized() ? 1e-3 : 1e-5);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "Q8_0"})
    void itIsNotMadeNarrower(TensorType type) throws IOException {
        Path small = folder.resolve("small.gguf");
        new RandomModelFile(type, 64, 1, 2, 1, 96, 5).write(small);
        DecantException refused = assertThrows(DecantException.class,
                () -> new WidenedModelFile(GgufFile.open(small), 64, 64).write(folder.resolve("wide.gguf")));
        assertTrue(refused.getMessage().contains("cannot have 64 rows of 64"), refused.getMessage());
    }

    private static double[] scores(Path file) {
        LlamaModel model = LlamaModel.open(file, LlamaModel.Options.STANDARD, null, part -> {});
        Session session = new Session();
        return session.bind(model).logits(session.root(model.vocabulary()).plus(model.vocabulary().encode("wide rivers"))).values();
    }
}
