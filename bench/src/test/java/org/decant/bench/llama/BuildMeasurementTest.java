package org.decant.bench.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that print what those of a build of llama.cpp print.
class BuildMeasurementTest {
    private static final Path MODEL = Path.of("model.gguf");

    @TempDir
    private Path folder;

    @Test
    void takesMediansOfWhatTheProgramsPrint() throws Exception {
        program("llama-bench", """
                echo 'load_backend: CPU'
                echo '{"n_prompt": 256, "n_gen": 0, "samples_ts": [ 900, 1000, 1400 ]}'
                echo '{"n_prompt": 0, "n_gen": 64, "samples_ts": [ 40, 10, 20 ]}'""");
        program("llama-batched-bench", """
                echo '{"pl": 1, "t_tg": 2.4}'
                echo '{"pl": 4, "t_tg": 4.8}'""");
        Speeds speeds = new BuildMeasurement(folder, MODEL, 2).measure(new int[] {1, 4}, 256, 3);
        assertEquals(20, speeds.decode());
        assertEquals(1000, speeds.prefill());
        assertArrayEquals(new double[] {2.4 / 24, 4.8 / 24}, speeds.passes());
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        program("llama-bench", "true");
        DecantException error = assertThrows(DecantException.class, () -> new BuildMeasurement(folder, MODEL, 2));
        assertEquals("there is no program llama-batched-bench in " + folder, error.diagnostics().getFirst().message());
    }

    @Test
    void saysWhichProgramFailed() throws Exception {
        program("llama-bench", "exit 3");
        program("llama-batched-bench", "exit 3");
        BuildMeasurement build = new BuildMeasurement(folder, MODEL, 2);
        DecantException error = assertThrows(DecantException.class, () -> build.measure(new int[] {1}, 256, 1));
        assertEquals("llama-bench ended with status 3 and printed 0 lines of JSON", error.diagnostics().getFirst().message());
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
