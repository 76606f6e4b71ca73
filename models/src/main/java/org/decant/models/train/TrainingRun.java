package org.decant.models.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.decant.models.tokenizer.LearntVocabulary;

/// A training from where it is to its end: steps, and now and then a line, a validation, a checkpoint.
final class TrainingRun {
    private static final double LINE_SECONDS = 10;
    private static final double CHECKPOINT_SECONDS = 180;
    /// How often a training is validated.
    private static final int VALIDATIONS = 60;
    /// One row of documents in so many has more than one, up to [#JOIN_MOST].
    private static final int JOIN_EVERY = 12;
    private static final int JOIN_MOST = 6;
    /// The passes of a validation.
    private static final int VALIDATION_PASSES = 8;

    private final Recipe recipe;
    private final Objective objective;
    private final Schedule schedule;
    private final Material material;
    private final LearntVocabulary vocabulary;
    private final Encoding encoding;
    private final Trainer trainer;
    private final TrainingState state;
    private final AdamW optimizer;
    private final List<Batch> batches = new ArrayList<>();
    private final List<Batch> validation = new ArrayList<>();
    private final Path checkpoint;
    private final Map<String, String> settings;
    private final PrintWriter out;

    private final double secondsBefore;
    private final long begun = System.nanoTime();
    private final long tokensBefore;
    private final double progressBefore;
    private Scores learnt = new Scores();
    private double lastLine;
    private double lastCheckpoint;
    private double lastValidation = -1;

    /// @param material   what is learnt from
    /// @param checkpoint where the training is kept now and then; null for nowhere
    /// @param settings   kept with it
    /// @param out        for lines that tell how it goes
    TrainingRun(Recipe recipe, Material material, LearntVocabulary vocabulary, Schedule schedule, Trainer trainer,
            TrainingState state, Layout layout, Path checkpoint, Map<String, String> settings, PrintWriter out) {
        this.recipe = recipe;
        this.objective = recipe.objective();
        this.schedule = schedule;
        this.material = material;
        this.vocabulary = vocabulary;
        this.encoding = Encoding.of(vocabulary);
        this.trainer = trainer;
        this.state = state;
        this.checkpoint = checkpoint;
        this.settings = settings;
        this.out = out;
        optimizer = new AdamW(layout.slots(), recipe.decay(), state.means(), state.squares());
        for (int i = 0; i < recipe.passes(); i++) {
            batches.add(newBatch());
        }
        secondsBefore = state.seconds();
        tokensBefore = state.tokens();
        progressBefore = progress();
        long document = 0;
        for (int i = 0; i < VALIDATION_PASSES; i++) {
            Batch batch = newBatch();
            while (batch.add(encoding.row(material.validation().apply(document), 1), objective)) {
                document++;
            }
            validation.add(batch);
        }
    }

    void run() {
        while (progress() < 1) {
            step();
            boolean ends = progress() >= 1;
            if (ends || progress() >= lastValidation + 1.0 / VALIDATIONS) {
                validate();
            } else if (elapsed() >= lastLine + LINE_SECONDS) {
                lastLine = elapsed();
                out.println(line(learnt.loss()));
            }
            if (checkpoint != null && (ends || elapsed() >= lastCheckpoint + CHECKPOINT_SECONDS)) {
                lastCheckpoint = elapsed();
                new Checkpoint(settings, vocabulary, state).write(checkpoint);
            }
        }
    }

    /// One step.
    void step() {
        batches.forEach(this::fill);
        learnt.add(trainer.step(state, optimizer, batches, rate()).sums());
        state.spent(secondsBefore + elapsed() - state.seconds());
    }

    private void fill(Batch batch) {
        batch.clear();
        int joined = joined();
        while (batch.add(join(joined), objective)) {
            state.tookDocuments(joined);
            joined = joined();
        }
    }

    /// How many documents the next ones are joined to a row of: now and then a few, so that the model knows longer
    /// contexts, and what it is to begin anew.
    private int joined() {
        SplittableRandom random = new SplittableRandom(state.documents());
        return random.nextInt(JOIN_EVERY) == 0 ? random.nextInt(2, JOIN_MOST + 1) : 1;
    }

    private Row join(int count) {
        Row joined = document(0);
        for (int i = 1; i < count; i++) {
            joined = joined.then(document(i));
        }
        return joined;
    }

    private Row document(int ahead) {
        return encoding.row(material.training().apply(state.documents() + ahead), recipe.promptWeight());
    }

    private Batch newBatch() {
        return new Batch(recipe.passTokens(), recipe.shape().window());
    }

    private void validate() {
        lastValidation = progress();
        lastLine = elapsed();
        Trainer.Losses losses = trainer.evaluate(state.parameters(), validation);
        double exit = losses.exitSums() == null ? Double.NaN : losses.exitSums().loss();
        double agreement = recipe.teacherShare() > 0 ? losses.sums().agreement() : Double.NaN;
        LossCurve.Point point = new LossCurve.Point(state.steps(), state.tokens(), state.seconds(), rate(),
                learnt.loss(), losses.sums().loss(), exit, agreement);
        state.curve().add(point);
        out.println(line(learnt.loss()) + format("  validation %.4f, right %.1f %%", point.validation(),
                100 * losses.sums().accuracy())
                + (Double.isNaN(exit) ? "" : format(", exit %.4f, right %.1f %%", exit,
                        100 * losses.exitSums().accuracy()))
                + (Double.isNaN(agreement) ? "" : format(", agrees %.1f %%", 100 * agreement)));
        learnt = new Scores();
    }

    private String line(double loss) {
        double done = progress();
        double left = done == 0 ? Double.NaN : (1 - done) * elapsed() / Math.max(1e-9, done - progressBefore);
        return format("%5.1f %%  step %d  %.2f M tokens  %.0f tokens/s  %s left  loss %.4f",
                100 * done, state.steps(), state.tokens() / 1e6, (state.tokens() - tokensBefore) / elapsed(),
                time(left), loss);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String time(double seconds) {
        long whole = Double.isFinite(seconds) ? Math.round(seconds) : 0;
        return whole >= 3600 ? whole / 3600 + " h " + whole % 3600 / 60 + " min"
                : whole >= 60 ? whole / 60 + " min " + whole % 60 + " s" : whole + " s";
    }

    private double rate() {
        return recipe.rate() * schedule.rate(state.steps(), state.seconds());
    }

    private double progress() {
        return schedule.progress(state.steps(), state.seconds());
    }

    /// Seconds of this run.
    private double elapsed() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
