package org.decant.models.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A word list of the resources: lines under headings in brackets; lines that begin with `#` explain the file.
final class WordFile {

    private WordFile() {
    }

    /// The lines of a file without comments and empty lines.
    static List<String> lines(String name) {
        try (InputStream in = WordFile.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The lines under each heading; those before the first are under the empty one. A heading is kept as it is written,
    /// without its brackets.
    static Map<String, List<String>> sections(String name) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        String heading = "";
        for (String line : lines(name)) {
            if (line.startsWith("[")) {
                heading = line.substring(1, line.length() - 1);
            } else {
                sections.computeIfAbsent(heading, _ -> new ArrayList<>()).add(line);
            }
        }
        return sections;
    }

    /// Single words, separated by blanks.
    static List<String> words(List<String> lines) {
        return lines.stream().flatMap(line -> Arrays.stream(line.strip().split(" +"))).toList();
    }

    /// Phrases, separated by `|`.
    static List<String> phrases(List<String> lines) {
        return lines.stream().flatMap(line -> Arrays.stream(line.split("\\|"))).map(String::strip).toList();
    }
}
