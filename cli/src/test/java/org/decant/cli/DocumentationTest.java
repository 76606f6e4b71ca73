package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs what the documentation shows. A `decode` block is checked (one marked `fails` must be wrong; `file=NAME` gives it a
/// name for later commands of the page, as it does to blocks of other kinds). In a `console` block, what follows a command is its whole output, times aside.
/// `-Ddecant.golden=write` writes the outputs anew.
class DocumentationTest {
    private static final boolean WRITE = System.getProperty("decant.golden", "").equals("write");

    /// Lines about long work, which a slower machine shows more of.
    private static final Pattern PROGRESS = Pattern.compile("^decant: .*[0-9]+ of [0-9]+, ");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md"), Path.of("../CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream().map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> check(page)));
    }

    @BeforeEach
    void writeModel() throws IOException {
        TinyModel.write(folder.resolve("tiny.gguf"), 1);
    }

    private void check(Path page) throws IOException {
        List<String> shown = Files.readAllLines(page);
        List<String> found = new ArrayList<>();
        int blocks = 0;
        for (int i = 0; i < shown.size(); i++) {
            String head = shown.get(i);
            found.add(head);
            if (!head.startsWith("```") || head.length() == 3) {
                continue;
            }
            int end = i + 1;
            while (!shown.get(end).equals("```")) {
                end++;
            }
            List<String> block = shown.subList(i + 1, end);
            if (head.startsWith("```decode")) {
                script(head, block, ++blocks);
                found.addAll(block);
            } else if (head.contains(" file=")) {
                Files.writeString(folder.resolve(head.substring(head.indexOf("file=") + 5)), String.join("\n", block) + "\n");
                found.addAll(block);
            } else if (head.equals("```console")) {
                found.addAll(console(block));
            } else {
                found.addAll(block);
            }
            found.add("```");
            i = end;
        }
        if (WRITE) {
            Files.writeString(page, String.join("\n", found) + "\n");
        }
        assertEquals(comparable(shown), comparable(found), page.toString());
    }

    private void script(String head, List<String> lines, int number) throws IOException {
        int named = head.indexOf("file=");
        String name = named < 0 ? "block" + number + ".decode" : head.substring(named + 5).split(" ")[0];
        Path file = folder.resolve(name);
        Files.writeString(file, String.join("\n", lines) + "\n");
        CommandRun run = CommandRun.of("check", "--types", file.toString());
        if (head.endsWith(" fails")) {
            assertEquals(2, run.status(), head + " is not wrong");
        } else {
            assertEquals(0, run.status(), head + "\n" + run.err());
        }
    }

    private List<String> console(List<String> block) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            String line = block.get(i);
            assertTrue(line.startsWith("$ "), "a console block begins with a command: " + line);
            lines.add(line);
            List<String> output = new ArrayList<>();
            while (i + 1 < block.size() && !block.get(i + 1).startsWith("$ ")) {
                output.add(block.get(++i));
            }
            String command = line.substring(2).replaceFirst("\\s{2,}#.*", "").replaceFirst("^\\./", "");
            if (!command.startsWith("decant ")) {
                lines.addAll(output);
                continue;
            }
            boolean quiet = command.endsWith(" 2>/dev/null");
            CommandRun run = CommandRun.of(words(command.replace(" 2>/dev/null", "")));
            if (!output.isEmpty() || quiet) {
                String all = run.out() + (run.out().isEmpty() || run.out().endsWith("\n") || quiet ? "" : "\n")
                        + (quiet ? "" : run.err());
                lines.addAll(all.replace(folder + "/", "").replace("…/", "").stripTrailing().lines()
                        .filter(shown -> !PROGRESS.matcher(shown).find()).toList());
            } else {
                assertEquals(0, run.status(), command + "\n" + run.err());
            }
        }
        return lines;
    }

    /// The words of a command after its first, quotes resolved and names of the page's scripts made paths.
    private String[] words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (char c : (command + " ").toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
                if (quote != 0) {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == ' ') {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        return words.stream().skip(1).map(this::withPath).toArray(String[]::new);
    }

    /// A word that is a file of the page, or ends with one after a colon, with the file's path.
    private String withPath(String word) {
        int name = word.lastIndexOf(':') + 1;
        return name < word.length() && Files.exists(folder.resolve(word.substring(name)))
                ? word.substring(0, name) + folder.resolve(word.substring(name)) : word;
    }

    /// The lines without what changes from run to run: times, speeds and the engine's name.
    private static String comparable(List<String> lines) {
        return String.join("\n", lines)
                .replaceAll("(prefill [0-9]+ tokens), [0-9]+ tokens/s · decode [0-9.]+ tokens/s", "$1")
                .replaceAll("[0-9.]+ s, [0-9]+ tokens/s", "TIME")
                .replaceAll(" · (fast-start|optimizing|embedded)? ?\\([^)]*\\)", "")
                .replaceAll(" · [a-z-]+ \\((Interpreted|GraalVM CE)\\)", "");
    }
}
