package org.decant.models.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.decant.models.task.Split;
import org.decant.runtime.diagnostic.DecantException;

/// Writes the corpus as text: `--out DIR [--seed 1] [--documents 10000]`. Each split has a file, `training.txt` with as
/// many documents as are asked for, `validation.txt` and `test.txt` with a twentieth of that; a line `<|endoftext|>`
/// stands behind each document. The same options give the same bytes.
public final class CorpusCommand {
    /// The line behind a document.
    static final String END = "<|endoftext|>";
    private static final int HELD_OUT_SHARE = 20;

    private CorpusCommand() {
    }

    public static void main(String[] words) {
        try {
            CorpusOptions options = CorpusOptions.parse(words);
            write(options);
        } catch (DecantException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    /// Writes the files.
    ///
    /// @throws DecantException where the folder cannot be written
    static void write(CorpusOptions options) {
        try {
            Files.createDirectories(options.out());
            for (Split split : Split.values()) {
                long count = split == Split.TRAINING ? options.documents()
                        : Math.ceilDiv(options.documents(), HELD_OUT_SHARE);
                Path file = options.out().resolve(split.name().toLowerCase(Locale.ROOT) + ".txt");
                try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                        Stream<Document> documents = Corpus.documents(split, options.seed()).limit(count)) {
                    documents.forEach(document -> append(out, document));
                }
            }
        } catch (IOException | UncheckedIOException failure) {
            throw new DecantException("the corpus cannot be written to " + options.out() + ": " + failure.getMessage(),
                    "give a folder with enough space that may be written to");
        }
    }

    private static void append(Writer out, Document document) {
        try {
            out.append(document.text()).append('\n').append(END).append('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
