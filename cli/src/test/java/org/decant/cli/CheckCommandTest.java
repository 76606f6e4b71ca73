package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String UNFAIR = """
            strategy unfair(target: Model) lossless target {
              generate { sample(softmax(target(output)) |> top_p(0.9)) }
            }
            """;

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void contractsThatHoldGiveStatus0() {
        CommandRun run = CommandRun.of("check", "speculative", "--seeds", "40").fine();
        assertTrue(run.out().contains("lossless target: held, largest total variation distance below 1e-12"), run.out());
        assertTrue(run.out().contains("terminates: held, every run ends"), run.out());
        assertTrue(run.out().contains("covered: 40 settings"), run.out());
    }

    @Test
    void aContractThatDoesNotHoldGivesStatus1AndACounterexample() throws IOException {
        CommandRun run = CommandRun.of("check", file("unfair.decode", UNFAIR), "--seeds", "80");
        assertEquals(1, run.status(), run.err());
        assertTrue(run.out().contains("lossless target: REFUTED"), run.out());
        assertTrue(run.out().contains("prompt \"\", at most 1 token"), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("      target:  a [0-9.]+  </s> [0-9.]+")), run.out());
        assertTrue(run.out().contains("comes too often: "), run.out());
    }

    @Test
    void aStrategyWithoutAContractHearsWhatItCouldState() {
        CommandRun run = CommandRun.of("check", "nucleus", "--seeds", "60").fine();
        assertTrue(run.out().contains("It states nothing about the distribution of its output."), run.out());
        assertTrue(run.out().contains("It could not state `lossless target`"), run.out());
        CommandRun fixed = CommandRun.of("check", "nucleus", "--seeds", "60", "--p", "1", "--temperature", "1").fine();
        assertTrue(fixed.out().contains("It could state `lossless target`"), fixed.out());
    }

    @Test
    void programsGetTheModelsOfACounterexample() throws IOException {
        CommandRun run = CommandRun.of("check", file("unfair.decode", UNFAIR), "--seeds", "80", "--json");
        assertEquals(1, run.status());
        JsonNode contract = new ObjectMapper().readTree(run.out()).get("checks").get(0).get("stated").get("contracts").get(0);
        assertEquals("refuted", contract.get("verdict").asText());
        JsonNode example = contract.get("counterexample");
        // The model printed is a table model, and shows the same distribution again.
        String table = file("again.json", example.get("models").get("target").toString());
        JsonNode again = new ObjectMapper().readTree(CommandRun.of("check", folder.resolve("unfair.decode").toString(),
                "--show-distribution", "--target", "table:" + table, "--max-tokens", example.get("max_tokens").asText(), "--prompt",
                example.get("prompt").asText(), "--json").fine().out());
        for (JsonNode found : example.get("found")) {
            boolean same = false;
            for (JsonNode output : again.get("outputs")) {
                same |= output.get("tokens").equals(found.get("tokens"))
                        && Math.abs(output.get("probability").asDouble() - found.get("probability").asDouble()) < 1e-12;
            }
            assertTrue(same, found + " in " + again);
        }
    }

    @Test
    void typesAloneAreCheckedWithoutRunning() throws IOException {
        CommandRun run = CommandRun.of("check", "--types", file("unfair.decode", UNFAIR)).fine();
        assertTrue(run.out().contains("names and types are fine"), run.out());
        assertTrue(run.out().contains("states: lossless"), run.out());
    }

    @Test
    void samplesOfAGivenModelRefuteToo() throws IOException {
        String script = file("unfair.decode", UNFAIR);
        String table = file("toy.json", """
                {"tokens": ["a", "b", "c"], "contexts": {"": [0.5, 0.45, 0.05]}}""");
        CommandRun run = CommandRun.of("check", script, "--model", "target=table:" + table, "--samples", "400");
        assertEquals(1, run.status(), run.err());
        assertTrue(run.out().contains("lossless target: REFUTED by 400 samples"), run.out());
        assertEquals(run.out(), CommandRun.of("check", script, "--target", "table:" + table, "--samples", "400").out());
    }

    @Test
    void misuseGivesStatus2() throws IOException {
        CommandRun.of("check", "speculativ").refused("there is no strategy `speculativ`", "did you mean `speculative`?");
        CommandRun.of("check", "speculative", "--seeds", "none").refused("`none` is not a whole number", "--seeds");
        CommandRun.of("check", "speculative", "--samples", "100").refused("the model `target` is not given");
        CommandRun.of("check", "speculative", "--samples", "9", "--model", "targ=ngram:builtin")
                .refused("the strategy has no parameter `targ`", "--model NAME=MODEL");
        CommandRun.of("check", "speculative", "--samples", "9", "--target", "ngram:builtin", "--error-rate", "2")
                .refused("`2` is not an error rate");
        CommandRun.of("check", "speculative", "--target", "ngram:builtin")
                .refused("`target` is given, but the models of an exact check are drawn");
        CommandRun.of("check", "watermark_detect", "--samples", "10", "--target", "ngram:builtin")
                .refused("states no contract that samples could test");
        CommandRun.of("check", file("noise.decode", """
                strategy noise(target: Model) lossless target {
                  generate { sample(softmax(target(output) + gumbel(target(output)))) }
                }
                """)).refused("Gumbel noise has infinitely many outcomes", "noise.decode:2:", "argmax(x + gumbel(x))");
    }

    @Test
    void aScriptWithoutStrategiesIsFine() throws IOException {
        CommandRun run = CommandRun.of("check", file("functions.decode", "function f() -> Int { 1 }\n")).fine();
        assertTrue(run.out().contains("names and types are fine"), run.out());
        assertFalse(run.out().contains("covered"), run.out());
    }
}
