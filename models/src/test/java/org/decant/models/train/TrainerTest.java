package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.model.llama.LlamaShape;
import org.decant.models.corpus.Document;
import org.decant.models.tokenizer.LearntVocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final int VOCABULARY = 257;
    private static final Map<String, String> SETTINGS = Map.of("model", "tiny");

    private final LlamaShape shape = Samples.shape(VOCABULARY);
    private final Layout layout = new Layout(shape);
    private final Recipe recipe = new Recipe("tiny", shape, new Objective.NextToken(), 128, 3, 6e-3, 0.1, 1, 0.3, 0.5,
            0.2, 0);
    private final Material material = new Material("words", TrainerTest::words, number -> words(-1 - number));
    private final LearntVocabulary vocabulary = Samples.bytes();

    @Test
    void learnsABatchByHeart() {
        Batch batch = new Batch(128, 128);
        batch.add(Row.even(Samples.document(new Random(1), 60, VOCABULARY)), new Objective.NextToken());
        batch.add(Row.even(Samples.document(new Random(2), 60, VOCABULARY)), new Objective.NextToken());
        Recipe alone = new Recipe("tiny", shape, new Objective.NextToken(), 128, 1, 0, 0, 0, 0, 0, 1, 0);
        TrainingState state = TrainingState.start(layout, 5);
        AdamW optimizer = new AdamW(layout.slots(), 0, state.means(), state.squares());
        try (Trainer trainer = new Trainer(alone, layout, null, 1, 1)) {
            double first = trainer.step(state, optimizer, List.of(batch), 3e-3).sums().loss();
            assertEquals(Math.log(VOCABULARY), first, 0.4);
            for (int i = 0; i < 80; i++) {
                trainer.step(state, optimizer, List.of(batch), 3e-3);
            }
            Scores learnt = trainer.evaluate(state.parameters(), List.of(batch)).sums();
            assertTrue(learnt.loss() < 0.1, "loss " + learnt.loss());
            assertEquals(1, learnt.accuracy());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void resumedTrainingsComeToTheSame(int threads, @TempDir Path folder) {
        TrainingState whole = TrainingState.start(layout, 7);
        train(whole, 6, threads, null);

        Path file = folder.resolve("checkpoint");
        TrainingState begun = TrainingState.start(layout, 7);
        steps(begun, 3, threads);
        new Checkpoint(SETTINGS, Samples.bytes(), begun).write(file);
        TrainingState resumed = Checkpoint.read(file).resume(file, SETTINGS);
        train(resumed, 6, threads, file);
        assertArrayEquals(whole.parameters(), resumed.parameters());
        assertArrayEquals(whole.parameters(), Checkpoint.read(file).state().parameters());
        assertEquals(whole.documents(), resumed.documents());
    }

    @Test
    void trainingLowersTheLossOfOtherDocuments() {
        TrainingState state = TrainingState.start(layout, 3);
        train(state, 100, 2, null);
        List<LossCurve.Point> points = state.curve().points();
        assertTrue(points.getLast().validation() < 0.7 * points.getFirst().validation(), points.toString());
        assertTrue(points.getLast().exit() < 0.7 * points.getFirst().exit(), points.toString());
    }

    @Test
    void aTeachersTokensAreLearnt() {
        TrainingState teacher = TrainingState.start(layout, 3);
        train(teacher, 100, 2, null);
        Recipe taught = new Recipe("taught", shape, new Objective.NextToken(), 128, 3, 6e-3, 0, 0, 0, 0, 1, 1);
        TrainingState state = TrainingState.start(layout, 4);
        try (Trainer trainer = new Trainer(taught, layout, new Trainer.Teacher(layout, teacher.parameters()), 1, 2)) {
            new TrainingRun(taught, material, vocabulary, new Schedule(100, 0, 5), trainer, state, layout, null, SETTINGS,
                    new PrintWriter(Writer.nullWriter())).run();
        }
        List<LossCurve.Point> points = state.curve().points();
        assertTrue(points.getLast().agreement() > 0.7, points.toString());
        assertTrue(points.getFirst().agreement() < 0.5, points.toString());
    }

    private void train(TrainingState state, int steps, int threads, Path checkpoint) {
        try (Trainer trainer = new Trainer(recipe, layout, null, 9, threads)) {
            new TrainingRun(recipe, material, vocabulary, new Schedule(steps, 0, 5), trainer, state, layout, checkpoint,
                    SETTINGS, new PrintWriter(Writer.nullWriter())).run();
        }
    }

    /// The first steps of a training of six.
    private void steps(TrainingState state, int count, int threads) {
        try (Trainer trainer = new Trainer(recipe, layout, null, 9, threads)) {
            TrainingRun run = new TrainingRun(recipe, material, vocabulary, new Schedule(6, 0, 5), trainer, state,
                    layout, null, SETTINGS, new PrintWriter(Writer.nullWriter()));
            for (int i = 0; i < count; i++) {
                run.step();
            }
        }
    }

    /// A few words, each of which is there twice.
    private static Document words(long number) {
        Random random = new Random(number);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            String word = List.of("anna", "bernd", "clara", "dora", "emil").get(random.nextInt(5));
            out.append(word).append(' ').append(word).append('.');
        }
        return new Document("words", "", out.toString());
    }
}
