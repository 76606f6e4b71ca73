package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private final Layout layout = new Layout(Samples.shape(20));

    private final LearntVocabulary vocabulary = LearntVocabulary.learn(Stream.of("the then there"), 260);

    @TempDir
    private Path folder;

    @Test
    void keepsEverything() {
        TrainingState state = new TrainingState(Samples.parameters(layout, 1), Samples.parameters(layout, 2),
                Samples.parameters(layout, 3), new LossCurve(), 4, 5, 6, 7.5);
        state.curve().add(new LossCurve.Point(1, 2, 3, 4, 5, 6, Double.NaN, 0.5));
        Path file = folder.resolve("new folder/checkpoint");
        new Checkpoint(Map.of("width", "64"), vocabulary, state).write(file);
        TrainingState read = Checkpoint.read(file).resume(file, Map.of("width", "64"));
        assertArrayEquals(state.parameters(), read.parameters());
        assertArrayEquals(state.means(), read.means());
        assertArrayEquals(state.squares(), read.squares());
        assertEquals(state.curve().points(), read.curve().points());
        assertEquals(vocabulary, Checkpoint.read(file).vocabulary());
        assertEquals(4, read.steps());
        assertEquals(5, read.tokens());
        assertEquals(6, read.documents());
        assertEquals(7.5, read.seconds());
    }

    @Test
    void anotherTrainingDoesNotGoOn() {
        Path file = folder.resolve("checkpoint");
        new Checkpoint(Map.of("width", "64", "seed", "1"), vocabulary, TrainingState.start(layout, 1)).write(file);
        Checkpoint checkpoint = Checkpoint.read(file);
        DecantException failure = assertThrows(DecantException.class,
                () -> checkpoint.resume(file, Map.of("width", "96", "seed", "1")));
        assertTrue(failure.getMessage().contains("is of another training: its width is 64, not 96"),
                failure.getMessage());
    }

    @Test
    void otherFilesAreNoCheckpoints() throws IOException {
        Path absent = folder.resolve("absent");
        assertTrue(assertThrows(DecantException.class, () -> Checkpoint.read(absent)).getMessage()
                .contains("there is no checkpoint"));
        Path text = Files.writeString(folder.resolve("text"), "Once upon a time there was a fox.");
        assertTrue(assertThrows(DecantException.class, () -> Checkpoint.read(text)).getMessage()
                .contains("is no checkpoint of a training"));
        Path file = folder.resolve("checkpoint");
        new Checkpoint(Map.of(), vocabulary, TrainingState.start(layout, 1)).write(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int size : new int[] {0, 1, 17, 40, 80, 1000, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, size));
            assertTrue(assertThrows(DecantException.class, () -> Checkpoint.read(cut)).getMessage()
                    .contains("is no checkpoint of a training"), "cut after " + size);
        }
    }
}
