package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    /// Writes `ab` over and over.
    private static final String AB_TABLE = """
            {"tokens": ["a", "b", "."], "end": ".",
             "contexts": {"": [1, 0, 0], "a": [0, 1, 0], "b": [1, 0, 0]}}
            """;

    @TempDir
    Path folder;
    private String ab;

    @BeforeEach
    void writeTable() throws IOException {
        ab = "table:" + Files.writeString(folder.resolve("ab.json"), AB_TABLE);
    }

    private String script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void textOnOneStreamAndCostOnTheOther() {
        CommandRun run = CommandRun.of("run", "greedy", "--target", ab, "--max-tokens", "5", "--seed", "3").fine();
        assertEquals("ababa\n", run.out());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().startsWith("5 tokens (token budget) · "), run.err());
        assertTrue(run.err().contains(" 5 passes, 1.00 tokens each"), run.err());
        assertTrue(run.err().contains("seed 3"), run.err());
    }

    @Test
    void theDefaultModelWritesWords() {
        CommandRun run = CommandRun.of("run", "nucleus", "--prompt", "Once upon a time", "--max-tokens", "20").fine();
        assertTrue(run.out().strip().split("\\s+").length >= 4, run.out());
        assertTrue(run.err().contains(" · builtin:target 20 passes, "), run.err());
    }

    @Test
    void theDefaultDrafterHasTheTokensOfTheDefaultModel() throws IOException {
        for (String[] words : new String[][] {{}, {"--target", "builtin:target |> temper(0.5)"}}) {
            String[] line = Stream.concat(Stream.of("run", "speculative", "--max-tokens", "4", "--seed", "1", "--json"),
                    Stream.of(words)).toArray(String[]::new);
            JsonNode models = new ObjectMapper().readTree(CommandRun.of(line).fine().out()).get("models");
            assertEquals("builtin:target", models.get(0).get("name").asText());
            assertEquals("builtin:drafter", models.get(1).get("name").asText());
        }
    }

    @Test
    void theSameSeedGivesTheSameText() {
        String[] words = {"run", "nucleus", "--prompt", "The", "--max-tokens", "30", "--seed", "7"};
        String first = CommandRun.of(words).fine().out();
        assertEquals(first, CommandRun.of(words).fine().out());
        words[words.length - 1] = "8";
        assertNotEquals(first, CommandRun.of(words).fine().out());
    }

    @Test
    void promptGoesOnAndStopsAreCut() throws IOException {
        String prompt = Files.writeString(folder.resolve("prompt.txt"), "a").toString();
        assertEquals("baba\n", CommandRun.of("run", "greedy", "--target", ab, "--prompt-file", prompt, "--max-tokens", "4")
                .fine().out());
        CommandRun stopped = CommandRun.of("run", "greedy", "--target", ab, "--stop", "x", "--stop", "ba").fine();
        assertEquals("a\n", stopped.out());
        assertTrue(stopped.err().contains("(stop text)"), stopped.err());
    }

    @Test
    void promptFromStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("a".getBytes(StandardCharsets.UTF_8)));
        try {
            assertEquals("ba\n", CommandRun.of("run", "greedy", "--target", ab, "--prompt-file", "-", "--max-tokens", "2")
                    .fine().out());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void parametersInKebabAndSnakeCase() throws IOException {
        String script = script("twice.decode", """
                strategy twice(target: Model, my_count: Int, seed: Int = 1) -> Int { my_count * seed }
                """);
        for (String option : new String[] {"--my-count", "--my_count"}) {
            assertEquals("21\n", CommandRun.of("run", script, "--target", ab, option, "7", "--with-seed=3", "--seed", "9")
                    .fine().out());
        }
    }

    @Test
    void theOptionOfAListOfModelsMayBeGivenAgain() throws IOException {
        String script = script("many.decode", """
                strategy many(target: Model, small_ones: List<Model>) -> List<Text> {
                  require(small_ones.size < 3, "there are at most two")
                  emit argmax(small_ones[0](output))
                  return small_ones.map { model -> model.name }
                }
                """);
        String line = CommandRun.of("run", script, "--small-ones", ab + " |> top_k(1)", "--target", ab, "--small_ones", ab, "--max-tokens",
                "1", "--json").fine().out();
        JsonNode run = new ObjectMapper().readTree(line);
        assertEquals("a", run.get("text").asText());
        assertEquals(2, run.get("returned").size());
        assertTrue(run.get("returned").get(0).asText().endsWith("|> top_k(1)"), line);
        CommandRun.of("run", script, "--target", ab).refused("the models `small_ones` are missing");
        CommandRun.of("run", script, "--target", ab, "--small-ones", ab, "--small-ones", "tabel:x")
                .refused("there is no kind of model `tabel`");
        CommandRun.of("run", script, "--target", ab, "--small-ones", ab, "--small-ones", ab, "--small-ones", ab)
                .refused("there are at most two");
        CommandRun.of("run", script, "--target", ab, "--small-ones", ab, "--target", ab).refused("`--target` is given twice");
        String help = CommandRun.of("run", script, "--help").fine().out();
        assertTrue(help.replaceAll("\\s+", " ").contains("--small-ones, --small_ones=MODEL a model, `kind:path`; may be given again "
                + "(must be given)"), help);
    }

    @Test
    void modelsMayHaveViews() {
        CommandRun run = CommandRun.of("run", "nucleus", "--target", ab + " |> temper(0.5) |> top_k(1)", "--max-tokens", "3")
                .fine();
        assertEquals("aba\n", run.out());
    }

    @Test
    void strategyAmongOptionsThatItDecides() {
        assertEquals("aba\n", CommandRun.of("run", "--p", "0.5", "--target", ab, "nucleus", "--max-tokens", "3").fine().out());
    }

    @Test
    void jsonCountsAddUp() throws IOException {
        JsonNode run = new ObjectMapper().readTree(CommandRun.of("run", "speculative", "--target", "ngram:builtin",
                "--drafter", "ngram:builtin?order=2",
                "--prompt", "Once upon a time", "--seed", "7", "--max-tokens", "40", "--json").fine().out());
        int written = run.get("tokens").size();
        assertEquals("speculative", run.get("strategy").asText());
        assertEquals(7, run.get("seed").asLong());
        assertTrue(run.get("returned").isNull());
        StringBuilder text = new StringBuilder();
        run.get("tokens").forEach(token -> text.append(token.get("text").asText()));
        assertTrue(text.toString().startsWith(run.get("text").asText()), run.toString());
        long verifications = run.get("verifications").asLong();
        JsonNode target = run.get("models").get(0);
        assertEquals(verifications, target.get("passes").asLong());
        assertEquals(written / (double) verifications, target.get("tokens_per_pass").asDouble(), 1e-9);
        assertTrue(run.get("accepted").asLong() <= run.get("drafted").asLong(), run.toString());
        assertTrue(written <= run.get("accepted").asLong() + verifications, run.toString());
        assertTrue(run.get("seconds").asDouble() >= run.get("seconds_to_first_token").asDouble(), run.toString());
    }

    @Test
    void returnedValueFollowsTheText() throws IOException {
        String script = script("scored.decode", """
                record Scored(text: Text, score: Float)
                strategy scored(target: Model) -> List<Scored> {
                  emit target.encode("ab")
                  return [Scored("ab", 0.5), Scored("ba", 0.25)]
                }
                """);
        assertEquals("""
                ab
                  0  Scored(text: "ab", score: 0.5)
                  1  Scored(text: "ba", score: 0.25)
                """, CommandRun.of("run", script, "--target", ab).fine().out());
        JsonNode json = new ObjectMapper().readTree(CommandRun.of("run", script, "--target", ab, "--json").fine().out());
        assertEquals("[{\"text\":\"ab\",\"score\":0.5},{\"text\":\"ba\",\"score\":0.25}]", json.get("returned").toString());
        assertEquals("strategy ended", json.get("finish").asText());
    }

    @Test
    void aScriptBesideTheUserImportsFromTheLibrary() throws IOException {
        script("half.decode", """
                import greedy
                strategy half(target: Model) { run greedy(target, tokens: 2) }
                """);
        String user = script("user.decode", "import \"half.decode\"\nstrategy user(target: Model) { run half(target) }\n");
        assertEquals("ab\n", CommandRun.of("run", user, "--target", ab).fine().out());
    }

    @Test
    void helpOfAStrategyShowsItsParameters() {
        String help = CommandRun.of("run", "speculative", "--help").fine().out();
        assertTrue(help.contains("--gamma=Int"), help);
        assertTrue(help.contains("how many tokens are drafted at a time (default 4)"), help);
        assertTrue(help.contains("(default builtin:target)"), help);
        assertTrue(help.contains("(default builtin:drafter)"), help);
        assertTrue(help.contains("A small model drafts") || help.contains("a small model drafts"), help);
        assertEquals(help, CommandRun.of("help", "run", "speculative").fine().out());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsWhenNobodyReadsAnyMore() throws IOException {
        String endless = script("endless.decode", "strategy endless(target: Model) { generate { argmax(target(output)) } }");
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Decant.run(new PrintStream(closed), new PrintStream(err), "run", endless, "--target", ab,
                "--max-tokens", "200000");
        assertEquals(141, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("(output closed)"));
    }
}
