package org.decant.models.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.decant.models.corpus.Document;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.TextFile;

/// The documents of a text file, each with a line `<|endoftext|>` behind it. They come in another order each time that
/// all were seen.
final class TextDocuments {
    private static final String END = "<|endoftext|>";

    private final List<String> documents = new ArrayList<>();
    private final long seed;
    private final List<String> shuffled = new ArrayList<>();
    private long round = -1;

    /// @throws DecantException where there is no such file or no document in it
    TextDocuments(Path file, long seed) {
        this.seed = seed;
        List<String> lines = new ArrayList<>();
        TextFile.read(file).lines().forEach(line -> {
            if (line.equals(END)) {
                documents.add(String.join("\n", lines));
                lines.clear();
            } else {
                lines.add(line);
            }
        });
        if (documents.isEmpty()) {
            throw new DecantException("there are no documents in " + file, "a line " + END + " ends a document");
        }
    }

    /// The document of a number from 0 up.
    Document document(long number) {
        if (number / documents.size() != round) {
            round = number / documents.size();
            shuffled.clear();
            shuffled.addAll(documents);
            Collections.shuffle(shuffled, new Random(seed * 1_000_003 + round));
        }
        return new Document("text", "", shuffled.get((int) (number % documents.size())));
    }
}
