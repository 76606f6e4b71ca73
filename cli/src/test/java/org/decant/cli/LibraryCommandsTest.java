package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `list` and `check`.
class LibraryCommandsTest {

    @TempDir
    Path folder;

    @Test
    void listShowsParametersContractAndPaper() {
        String out = CommandRun.of("list").fine().out();
        assertTrue(out.contains("  speculative(target, drafter, gamma = 4)  lossless target"), out);
        assertTrue(out.contains("Leviathan et al., 2023"), out);
        assertTrue(out.lines().anyMatch("sampling"::equals), out);
        assertFalse(out.contains("\u001B"), "colours where there is no terminal");
    }

    @Test
    void listOfAFamily() {
        String out = CommandRun.of("list", "search").fine().out();
        assertTrue(out.contains("beam("), out);
        assertFalse(out.contains("nucleus("), out);
        CommandRun.of("list", "serach").refused("there is no family `serach`", "did you mean `search`?");
    }

    @Test
    void listAsJson() throws Exception {
        JsonNode all = new ObjectMapper().readTree(CommandRun.of("list", "--json").fine().out());
        JsonNode speculative = null;
        for (JsonNode one : all) {
            speculative = one.get("name").asText().equals("speculative") ? one : speculative;
        }
        assertEquals("speculative", speculative.get("family").asText());
        assertEquals("lossless target", speculative.get("contracts").get(0).asText());
        assertTrue(speculative.get("returns").isNull());
        JsonNode gamma = speculative.get("parameters").get(2);
        assertEquals("gamma", gamma.get("name").asText());
        assertEquals("Int", gamma.get("type").asText());
        assertEquals("4", gamma.get("default").asText());
        assertTrue(speculative.get("parameters").get(0).get("default").isNull());
    }

    @Test
    void checkShowsWhatIsStated() {
        String out = CommandRun.of("check", "--types", "speculative").fine().out();
        assertTrue(out.contains("speculative(target: Model, drafter: Model, gamma: Int = 4) lossless target"), out);
        assertTrue(out.contains("states: lossless (the output is distributed as that of `target`)"), out);
    }

    @Test
    void checkOfAFileThatImportsFromTheLibrary() throws Exception {
        Path script = Files.writeString(folder.resolve("mine.decode"), """
                import nucleus
                strategy mine(target: Model) -> Int {
                  run nucleus(target)
                  return 3
                }
                """);
        String out = CommandRun.of("check", script.toString()).fine().out();
        assertTrue(out.contains("mine(target: Model) -> Int"), out);
    }

    @Test
    void syntaxErrorIsShownInItsLine() throws Exception {
        Path script = Files.writeString(folder.resolve("broken.decode"), "strategy broken(target: Model) {\n  let = 3\n}\n");
        CommandRun.of("check", script.toString()).refused("broken.decode:2:", "let = 3", "^");
    }

    @Test
    void severalMistakesGiveSeveralErrors() throws Exception {
        Path script = Files.writeString(folder.resolve("two.decode"), """
                strategy two(target: Model) {
                  let a = softmaks(target(output))
                  let b: Int = "text"
                }
                """);
        CommandRun run = CommandRun.of("check", script.toString()).refused("two.decode:2:", "two.decode:3:", "`softmax`");
        assertEquals(2, run.err().lines().filter(line -> line.startsWith("error: ")).count());
    }

    @Test
    void whatCannotBeRead() throws Exception {
        CommandRun.of("check", folder.resolve("none.decode").toString()).refused("there is no file");
        CommandRun.of("check", folder + "/").refused("is a folder");
        Path latin = Files.write(folder.resolve("latin.decode"), new byte[] {'/', '/', ' ', (byte) 0xE9, '\n'});
        CommandRun.of("check", latin.toString()).refused("is not UTF-8 text", "save it as UTF-8");
        CommandRun.of("check", "nuclues").refused("there is no strategy `nuclues`", "did you mean `nucleus`?");
    }
}
