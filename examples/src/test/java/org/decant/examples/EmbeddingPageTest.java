package org.decant.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The Java code that `docs/embedding.md` shows is code of this module, which is compiled and tested.
class EmbeddingPageTest {

    @Test
    void whatIsShownIsTested() throws IOException {
        String code;
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            List<String> lines = new ArrayList<>();
            for (Path source : sources.filter(Files::isRegularFile).sorted().toList()) {
                lines.addAll(Files.readAllLines(source));
            }
            code = text(lines);
        }
        List<String> page = Files.readAllLines(Path.of("../docs/embedding.md"));
        int shown = 0;
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).equals("```java") || page.get(i).startsWith("```decode")) {
                int end = i + 1 + page.subList(i + 1, page.size()).indexOf("```");
                String block = text(page.subList(i + 1, end));
                assertTrue(code.contains(block), () -> "not in the examples:\n" + block);
                shown++;
                i = end;
            }
        }
        assertTrue(shown > 7, shown + " blocks");
    }

    /// The lines without indentation and blank lines.
    private static String text(List<String> lines) {
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
