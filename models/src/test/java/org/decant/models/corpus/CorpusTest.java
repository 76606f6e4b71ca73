package org.decant.models.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.decant.models.task.Split;
import org.decant.models.task.Tasks;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    /// Changes with every change of the world or of a task: models are trained anew then.
    private static final String CHECKSUM = "1584721707b906b376790ff8cd286192b28126634f7fd4365a9c0becd88d5fa5";

    @TempDir
    Path folder;

    private Path write(String name, String... words) {
        CorpusOptions options = CorpusOptions.parse(words);
        Path out = folder.resolve(name);
        CorpusCommand.write(new CorpusOptions(out, options.seed(), options.documents()));
        return out;
    }

    @Test
    void theBytesAreAlwaysTheSame() throws Exception {
        Path one = write("one", "--out", "x", "--documents", "500");
        Path two = write("two", "--documents", "500", "--out", "x", "--seed", "1");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("training.txt", "validation.txt", "test.txt")) {
            byte[] bytes = Files.readAllBytes(one.resolve(file));
            assertArrayEquals(bytes, Files.readAllBytes(two.resolve(file)));
            digest.update(bytes);
        }
        assertEquals(CHECKSUM, HexFormat.of().formatHex(digest.digest()));
        Path other = write("other", "--out", "x", "--documents", "500", "--seed", "2");
        assertFalse(Files.mismatch(one.resolve("test.txt"), other.resolve("test.txt")) < 0);
    }

    @Test
    void filesHaveTheDocuments() throws IOException {
        Path out = write("files", "--out", "x", "--documents", "50");
        String text = Files.readString(out.resolve("training.txt"));
        String[] documents = text.split("\n<\\|endoftext\\|>\n");
        assertEquals(50, documents.length);
        assertEquals(Corpus.documents(Split.TRAINING, 1).skip(49).findFirst().orElseThrow().text(), documents[49]);
        assertEquals(3, Files.readString(out.resolve("test.txt")).split("\n<\\|endoftext\\|>\n").length);
    }

    @Test
    void documentsAreOfAllTasksInTheMixture() {
        Map<String, Integer> counts = new HashMap<>();
        Corpus.documents(Split.TRAINING, 5).limit(5000).forEach(document -> {
            counts.merge(document.task(), 1, Integer::sum);
            assertTrue(document.completion().startsWith(" ") && !document.prompt().endsWith(" "), document.text());
        });
        assertEquals(Tasks.names().size(), counts.size());
        assertEquals(700, counts.get("story"), 90);
        assertEquals(200, counts.get("keywords"), 60);
    }

    @Test
    void aDocumentNeedsNoneBeforeIt() {
        assertEquals(Corpus.documents(Split.TEST, 3).skip(20).findFirst().orElseThrow(), Corpus.document(Split.TEST, 3, 20));
    }

    @Test
    void wrongOptionsAreNamed() {
        wrong("there is no option `--ot`", "did you mean `--out`?", "--ot", "x");
        wrong("there is no option `corpus`", "the options are --out", "corpus");
        wrong("`--seed` has no value", "behind the option", "--out", "x", "--seed");
        wrong("`many` is not a whole number", "--documents", "--out", "x", "--documents", "many");
        wrong("`0` is not a whole number from 1 up", "--documents", "--out", "x", "--documents", "0");
        wrong("not said where the corpus goes", "--out corpus");
    }

    private static void wrong(String message, String hint, String... words) {
        String all = assertThrows(DecantException.class, () -> CorpusOptions.parse(words)).getMessage();
        assertTrue(all.contains(message) && all.contains(hint), all);
    }

    @Test
    void aFileInTheWayIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        String message = assertThrows(DecantException.class,
                () -> CorpusCommand.write(new CorpusOptions(file, 1, 1))).getMessage();
        assertTrue(message.contains("the corpus cannot be written to"), message);
    }
}
