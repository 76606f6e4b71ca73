package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `eval`, and `repl` with inputs piped in.
class InteractiveTest {

    @TempDir
    Path folder;

    private static CommandRun repl(String inputs, String... options) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(inputs.getBytes(StandardCharsets.UTF_8)));
        try {
            String[] words = new String[options.length + 1];
            words[0] = "repl";
            System.arraycopy(options, 0, words, 1, options.length);
            return CommandRun.of(words);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void evalShowsEveryProbability() {
        List<String> lines = CommandRun.of("eval", "dist([0.1, 0.2, 0.3, 0.4]) |> top_k(3)").fine().out().lines().toList();
        assertEquals(5, lines.size());
        assertTrue(lines.get(1).startsWith("  3  0.44444  █"), lines.toString());
        assertTrue(lines.get(4).startsWith("  0  0 "), lines.toString());
    }

    @Test
    void evalAsJson() throws IOException {
        JsonNode json = new ObjectMapper().readTree(
                CommandRun.of("eval", "dist([0.1, 0.2, 0.3, 0.4]) |> top_k(3)", "--json").fine().out());
        assertEquals("Dist", json.get("type").asText());
        double[] expected = {0, 2 / 9.0, 3 / 9.0, 4 / 9.0};
        for (int id = 0; id < expected.length; id++) {
            assertEquals(expected[id], json.get("value").get(id).get("probability").asDouble(), 1e-12);
        }
    }

    @Test
    void evalWithModelsAndPrompt() {
        assertEquals("\" time\"\n", CommandRun.of("eval", "argmax(target(output))", "--target", "ngram:builtin",
                "--prompt", "Once upon a").fine().out());
        assertEquals("\"builtin:target\"\n", CommandRun.of("eval", "target.name").fine().out());
        assertEquals("\"builtin:drafter\"\n", CommandRun.of("eval", "drafter.name").fine().out());
        assertEquals("\"ngram:builtin?order=2\"\n",
                CommandRun.of("eval", "drafter.name", "--target", "ngram:builtin").fine().out());
        String help = CommandRun.of("eval", "--help").fine().out();
        assertTrue(help.contains("(default builtin:target)") && help.contains("(default builtin:drafter)"), help);
        assertEquals("\"ngram:builtin |> top_k(1)\"\n",
                CommandRun.of("eval", "target.name", "--target", "ngram:builtin |> top_k(1)").fine().out());
    }

    @Test
    void evalRefusesWhatIsWrong() {
        assertEquals("""
                error: there is nothing called `softmaks` here
                  --> input 1:1:1
                   |
                1  | softmaks(3)
                   | ^^^^^^^^
                  help: did you mean `softmax`?
                """, CommandRun.of("eval", "softmaks(3)").refused().err());
        CommandRun.of("eval", "1 +").refused("input 1:1:");
        CommandRun.of("eval", "dist([])").refused("a distribution of no tokens");
        CommandRun.of("eval", "target", "--target", "ngram:none.txt").refused("there is no file none.txt", "command line:1:");
    }

    @Test
    void variablesAndDeclarationsStay() {
        assertEquals("""
                a: Int = 3
                n: Int = 1
                n: Int = 4
                12
                "xy"
                """, repl("""
                let a = 3
                var n = 1
                n = n + a
                function times(x: Int, y: Int) -> Int {
                  x * y
                }
                times(n, a)
                "x" + "y"
                """).fine().out());
    }

    @Test
    void outputGrowsFromInputToInput() throws IOException {
        String table = "table:" + Files.writeString(folder.resolve("ab.json"), """
                {"tokens": ["a", "b"], "contexts": {"": [1, 0], "a": [0, 1], "b": [1, 0]}}
                """);
        assertEquals("""
                aba
                bab
                ababab
                Context of 6 tokens
                """, repl("generate { argmax(target(output)) }\nrun greedy(target)\noutput\n",
                "--target", table, "--max-tokens", "3").fine().out());
    }

    @Test
    void goesOnAfterAnError() {
        CommandRun run = repl("nonsense\n1 + 1\n");
        assertEquals("2\n", run.out());
        assertTrue(run.err().contains("there is nothing called `nonsense` here"), run.err());
        assertEquals(2, run.status());
    }

    @Test
    void directives() throws IOException {
        Path script = Files.writeString(folder.resolve("mine.decode"), """
                function triple(x: Int) -> Int { 3 * x }
                strategy mine(target: Model) { generate { argmax(target(output)) } }
                """);
        CommandRun run = repl(":type softmax(target(output))\n:load " + script + "\ntriple(4)\n:cost\n:reset\ntriple(4)\n:quit\n5\n");
        List<String> lines = run.out().lines().toList();
        assertEquals("Dist", lines.get(0));
        assertEquals("strategy mine(target: Model)", lines.get(1));
        assertEquals("function triple(x: Int) -> Int", lines.get(2));
        assertEquals("12", lines.get(3));
        assertTrue(lines.get(4).startsWith("0 tokens · "), lines.get(4));
        assertEquals(5, lines.size());
        assertTrue(run.err().contains("there is nothing called `triple` here"), run.err());
        CommandRun wrong = repl(":hlep\n:type\n:load none.decode\n:help nothing\n");
        assertTrue(wrong.err().contains("did you mean `:help`?"), wrong.err());
        assertTrue(wrong.err().contains("write `:type EXPRESSION`"), wrong.err());
        assertTrue(wrong.err().contains("there is no file none.decode"), wrong.err());
        assertTrue(wrong.err().contains("nothing is known about `nothing`"), wrong.err());
    }

    @Test
    void treesAndDistributionsAreDrawn() {
        String out = repl("let guess = draft chain(2) from output { at -> softmax(drafter(at)) }\nguess\nsoftmax(target(output))\n")
                .fine().out();
        assertTrue(out.contains("draft tree of 2 tokens, depth 2\n└─ "), out);
        assertTrue(out.contains(" more, together "), out);
        assertFalse(out.contains("\u001B"), out);
    }
}
