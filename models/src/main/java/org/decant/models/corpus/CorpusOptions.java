package org.decant.models.corpus;

import java.nio.file.Path;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;

/// What the corpus command is told.
///
/// @param out       the folder to write to
/// @param documents how many documents of training, 1 or more
record CorpusOptions(Path out, long seed, long documents) {
    private static final List<String> NAMES = List.of("--out", "--seed", "--documents");
    private static final long DOCUMENTS = 10_000;

    /// Takes the words of a command line apart.
    ///
    /// @throws DecantException where one is wrong or the folder is missing
    static CorpusOptions parse(String... words) {
        Path out = null;
        long seed = 1;
        long documents = DOCUMENTS;
        for (int i = 0; i < words.length; i += 2) {
            if (!NAMES.contains(words[i])) {
                String near = NearestName.hint(words[i], NAMES);
                throw new DecantException("there is no option `" + words[i] + "`",
                        near != null ? near : "the options are " + String.join(", ", NAMES));
            }
            if (i + 1 == words.length) {
                throw new DecantException("`" + words[i] + "` has no value", "write it behind the option");
            }
            switch (words[i]) {
                case "--out" -> out = Path.of(words[i + 1]);
                case "--seed" -> seed = whole(words[i], words[i + 1], Long.MIN_VALUE);
                default -> documents = whole(words[i], words[i + 1], 1);
            }
        }
        if (out == null) {
            throw new DecantException("it is not said where the corpus goes", "give a folder: `--out corpus`");
        }
        return new CorpusOptions(out, seed, documents);
    }

    private static long whole(String option, String text, long least) {
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        String wanted = least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least + " up";
        throw new DecantException("`" + text + "` is not " + wanted, "give `" + option + "` " + wanted);
    }
}
