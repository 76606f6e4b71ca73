package org.decant.models.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.diagnostic.DecantException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `train`: trains a model, or goes on with a training.
@Command(name = "train", description = "Trains a model, or goes on with a training whose checkpoint is there.",
        sortOptions = false, mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Option(names = "--model", required = true, paramLabel = "NAME",
            description = "target, drafter, drafter-bytes or masked.")
    private String model;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Learn from the .txt files of a folder, documents between blank lines, instead of the "
                    + "generated corpus.")
    private Path data;

    @ArgGroup(multiplicity = "1")
    private Limit limit;

    /// How long the training lasts.
    static final class Limit {
        @Option(names = "--minutes", paramLabel = "M", description = "Train for so long, earlier runs included.")
        private double minutes;

        @Option(names = "--steps", paramLabel = "N", description = "Train for so many steps, earlier ones included.")
        private long steps;

        /// @throws DecantException where there is nothing to do
        void check() {
            if (minutes <= 0 && steps <= 0) {
                throw new DecantException("minutes and steps must be more than 0", null);
            }
        }

        /// 0 where time is the limit.
        long steps() {
            return steps;
        }

        /// 0 where steps are the limit.
        double seconds() {
            return 60 * minutes;
        }
    }

    @Option(names = "--threads", paramLabel = "T", defaultValue = "1", description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "What the first parameters and the order of documents follow from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--teacher", paramLabel = "FILE",
            description = "A checkpoint of a model over the same tokens whose distributions are learnt too.")
    private Path teacher;

    @Option(names = "--checkpoint", paramLabel = "FILE",
            description = "Keep the training here every few minutes; go on with it where it is there.")
    private Path checkpoint;

    @Option(names = "--curve", paramLabel = "FILE", description = "Write the losses as a table here.")
    private Path curve;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the model here.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        PrintWriter lines = specification.commandLine().getOut();
        if (threads < 1) {
            throw new DecantException("there cannot be " + threads + " threads", "give at least 1");
        }
        limit.check();
        Material material = data == null ? Material.generated(seed) : Material.folder(data, seed);
        Checkpoint found = checkpoint != null && Files.exists(checkpoint) ? Checkpoint.read(checkpoint) : null;
        Checkpoint taught = teacher == null ? null : Checkpoint.read(teacher);
        LearntVocabulary vocabulary = found != null ? found.vocabulary() : taught != null ? taught.vocabulary()
                : Recipe.vocabulary(model, material);
        Recipe recipe = Recipe.named(model, vocabulary.size());
        Layout layout = new Layout(recipe.shape());
        Map<String, String> settings = material.settings(recipe, seed);
        TrainingState state;
        if (found == null) {
            state = TrainingState.start(layout, seed);
        } else {
            state = found.resume(checkpoint, settings);
            lines.println("going on after step " + state.steps() + " of " + checkpoint);
        }
        lines.println(model + ": " + layout.size() + " parameters, " + recipe.shape());
        Schedule schedule = new Schedule(limit.steps(), limit.seconds(), Schedule.WARM_UP);
        try (Trainer trainer = new Trainer(recipe, layout, teacher(taught, vocabulary), seed, threads)) {
            new TrainingRun(recipe, material, vocabulary, schedule, trainer, state, layout, checkpoint,
                    settings, lines).run();
        }
        if (curve != null) {
            Files.writeString(curve, state.curve().csv());
        }
        if (out != null) {
            ModelFile.write(out, recipe, layout, state.parameters(), vocabulary);
            lines.println("wrote " + out + ", " + Files.size(out) + " bytes");
        }
        return 0;
    }

    private Trainer.Teacher teacher(Checkpoint taught, LearntVocabulary vocabulary) {
        if (taught == null) {
            return null;
        }
        if (!taught.vocabulary().equals(vocabulary)) {
            throw new DecantException("the teacher " + teacher + " has other tokens than the training goes on with",
                    "a model learns from one with the same tokens");
        }
        Layout layout = new Layout(Recipe.named(taught.settings().get("model"), vocabulary.size()).shape());
        return new Trainer.Teacher(layout, taught.state().parameters());
    }
}
