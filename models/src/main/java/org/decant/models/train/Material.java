package org.decant.models.train;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.decant.models.corpus.Corpus;
import org.decant.models.corpus.Document;
import org.decant.models.task.Split;
import org.decant.models.tokenizer.LearntVocabulary;

/// The texts that a model learns from, and those that show how well.
///
/// @param name       of the texts
/// @param training   by number from 0
/// @param validation by number from 0; never learnt from
record Material(String name, LongFunction<Document> training, LongFunction<Document> validation) {
    /// Validations are the same for all trainings.
    private static final long VALIDATION_SEED = 1;
    private static final long VOCABULARY_TEXTS = 20_000;

    /// The generated corpus.
    static Material generated(long seed) {
        return new Material("the generated corpus", number -> Corpus.document(Split.TRAINING, seed, number),
                number -> Corpus.document(Split.VALIDATION, VALIDATION_SEED, number));
    }

    /// The texts of a folder as the corpus command writes it. What is prompt in them is not known.
    static Material folder(Path folder, long seed) {
        return new Material(folder.toAbsolutePath().normalize().toString(),
                new TextDocuments(folder.resolve("training.txt"), seed)::document,
                new TextDocuments(folder.resolve("validation.txt"), VALIDATION_SEED)::document);
    }

    /// A vocabulary learnt from the first texts.
    ///
    /// @param size the number of its tokens
    LearntVocabulary vocabulary(int size) {
        return LearntVocabulary.learn(LongStream.range(0, VOCABULARY_TEXTS).mapToObj(training).map(Document::text), size);
    }

    /// What must be the same for a training to go on.
    Map<String, String> settings(Recipe recipe, long seed) {
        Map<String, String> settings = new HashMap<>(recipe.settings());
        settings.put("data", name);
        settings.put("seed", "" + seed);
        return settings;
    }
}
