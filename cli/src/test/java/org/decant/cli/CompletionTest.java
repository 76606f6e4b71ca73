package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What bash offers at a Tab, asked of bash itself.
class CompletionTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "bash"))), "there is no bash");
        Files.writeString(folder.resolve("completion"), CommandRun.of("completion").fine().out());
    }

    /// The words offered where the last of `words`, perhaps empty, is being typed.
    private static Set<String> offered(String... words) throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder("source ./completion; COMP_WORDS=(decant");
        for (String word : words) {
            line.append(" '").append(word).append('\'');
        }
        line.append("); COMP_CWORD=").append(words.length)
                .append("; _complete_decant 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"");
        Process bash = new ProcessBuilder("bash", "--norc", "-c", line.toString()).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor());
        Set<String> offered = new TreeSet<>();
        out.lines().map(String::strip).filter(word -> !word.isEmpty()).forEach(offered::add);
        return offered;
    }

    @Test
    void commandsAndStrategies() throws Exception {
        assertTrue(offered("").containsAll(Set.of("run", "check", "list", "eval", "repl")), offered("").toString());
        assertEquals(Set.of("nucleus"), offered("run", "nuc"));
        assertEquals(Set.of("speculative", "speculative_jacobi"), offered("run", "spec"));
    }

    @Test
    void theOptionsOfTheStrategy() throws Exception {
        Set<String> options = offered("run", "nucleus", "--");
        assertTrue(options.containsAll(Set.of("--p", "--temperature", "--target", "--prompt", "--max-tokens", "--seed")),
                options.toString());
        assertFalse(options.contains("--gamma"), options.toString());
        assertEquals(Set.of("--temperature"), offered("run", "nucleus", "--temp"));
        assertEquals(Set.of("--gamma"), offered("run", "speculative", "--drafter", "ngram:builtin", "--g"));
    }

    @Test
    void theOptionsOfRunAloneWhereNoStrategyIsNamed() throws Exception {
        Set<String> options = offered("run", "--");
        assertTrue(options.contains("--max-tokens") && !options.contains("--p"), options.toString());
        assertEquals(Set.of("--cpusampler"), offered("run", "mine.decode", "--cpu"));
    }
}
