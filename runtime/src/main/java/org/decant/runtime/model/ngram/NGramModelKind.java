package org.decant.runtime.model.ngram;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelKind;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.ModelOption;
import org.decant.runtime.model.TextFile;
import org.decant.runtime.model.ngram.NGramOptions.Tokens;
import org.decant.runtime.vocabulary.Vocabulary;

/// Opens n-gram models: `ngram:notes.txt?order=5&tokens=bpe&merges=800`; `ngram:builtin` is trained from the stories
/// that the library brings.
public final class NGramModelKind implements ModelKind {
    /// The path that means the library's own text.
    public static final String BUILTIN = "builtin";
    /// The stories are few and close to one another: long n-grams and a small discount make the text hang together.
    private static final NGramOptions STORYTELLER = NGramOptions.DEFAULT.withOrder(6).withDiscount(0.1);
    private static final String STORIES = "/org/decant/runtime/model/stories.txt";

    @Override
    public String name() {
        return "ngram";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".txt");
    }

    @Override
    public List<ModelOption> options() {
        return List.of(
                new ModelOption("order", "1.." + NGramOptions.HIGHEST_ORDER, "the longest n-gram; 4, of the built-in stories 6"),
                new ModelOption("tokens", "word|bpe", "words or byte pairs, where the vocabulary is its own; word"),
                new ModelOption("merges", "0..", "byte-pair merges to learn at most; 1000"),
                new ModelOption("discount", "between 0 and 1", "what is taken from every count; estimated, of the built-in stories 0.1"));
    }

    @Override
    public ForwardModel open(ModelLocation location, Vocabulary shared) {
        boolean builtin = location.path().equals(BUILTIN);
        NGramOptions usual = builtin ? STORYTELLER : NGramOptions.DEFAULT;
        boolean words = location.choice("tokens", List.of("word", "bpe"), "word").equals("word");
        OptionalDouble given = location.number("discount", 0, 1);
        NGramOptions options = new NGramOptions(
                location.integer("order", 1, NGramOptions.HIGHEST_ORDER, usual.order()),
                words ? Tokens.WORD : Tokens.BYTE_PAIR,
                location.integer("merges", 0, Integer.MAX_VALUE, usual.merges()),
                given.isPresent() ? given : usual.discount());
        String text = builtin ? stories() : TextFile.read(location.file());
        return shared == null ? NGramModel.train(location.text(), text, options)
                : NGramModel.train(location.text(), text, options, shared);
    }

    private static String stories() {
        try (InputStream in = NGramModelKind.class.getResourceAsStream(STORIES)) {
            return TextFile.decode(STORIES, in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
