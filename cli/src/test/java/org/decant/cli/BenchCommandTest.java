package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/// `decant bench`.
class BenchCommandTest {
    private static final String[] SMALL = {"--model", "ngram:builtin", "--drafter", "ngram:builtin?order=2"};

    @TempDir
    Path folder;

    private static CommandRun bench(String... words) {
        List<String> line = new ArrayList<>(List.of("bench"));
        line.addAll(List.of(words));
        line.addAll(List.of(SMALL));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }

    private String script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".decode"), text).toString();
    }

    /// What `decant run` says about the same items, one by one.
    @Test
    void countsAndScoresAreThoseOfTheRuns() throws Exception {
        Task task = Tasks.named("copy");
        JsonNode strategies = json(bench("speculative", "greedy", "--task", "copy", "--count", "2", "--seed", "3", "--max-tokens",
                "12", "--json").fine()).get("strategies");
        assertEquals(List.of("speculative", "greedy"), strategies.findValuesAsText("strategy"));
        for (JsonNode strategy : strategies) {
            long tokens = 0;
            long passes = 0;
            long others = 0;
            long drafted = 0;
            long accepted = 0;
            double score = 0;
            boolean speculative = strategy.get("strategy").asText().equals("speculative");
            for (TaskExample item : task.examples(Split.TEST, 2, 3)) {
                List<String> words = new ArrayList<>(List.of("run", strategy.get("strategy").asText(), "--prompt", item.prompt(),
                        "--target", "ngram:builtin", "--stop", "\n", "--max-tokens", "12", "--seed", "3", "--json"));
                words.addAll(speculative ? List.of("--drafter", "ngram:builtin?order=2") : List.of());
                JsonNode run = json(CommandRun.of(words.toArray(String[]::new)).fine());
                tokens += run.get("tokens").size();
                passes += run.get("models").get(0).get("passes").asLong();
                others += speculative ? run.get("models").get(1).get("passes").asLong() : 0;
                drafted += run.get("drafted").asLong();
                accepted += run.get("accepted").asLong();
                score += task.score(item, run.get("text").asText()) / 2;
            }
            JsonNode row = strategy.get("tasks").get(0);
            JsonNode cost = row.get("cost");
            assertEquals("copy", row.get("task").asText());
            assertEquals(2, row.get("items").asInt());
            assertEquals(List.of(tokens, passes, others, drafted, accepted), List.of(cost.get("tokens").asLong(),
                    cost.get("passes").asLong(), cost.get("other_passes").asLong(), cost.get("drafted").asLong(),
                    cost.get("accepted").asLong()));
            assertEquals(score, row.get("score").asDouble(), 1e-12);
            assertEquals(tokens / (double) passes, row.get("tokens_per_pass").asDouble(), 1e-12);
            assertEquals(speculative, row.get("acceptance").isNumber());
            assertTrue(row.get("speed").asDouble() > 0, row.toString());
        }
        assertEquals(strategies.get(1).get("tasks").get(0).get("score"), strategies.get(0).get("tasks").get(0).get("greedy").get("score"));
    }

    /// Two of the four layers of a pass of the whole model, two passes of half of them, and all layers of what sees little.
    @Test
    void passesOfViewsCountAsPartsOfPasses() throws Exception {
        String script = script("parts", """
                /// Asks views.
                ///
                /// Bench: --drafter {drafter}
                strategy parts(target: Model, drafter: Model) {
                  let half = target.exit(div(target.layers, 2))
                  let near = target.window(4)
                  emit argmax(target(output))
                  emit argmax(half(output))
                  emit argmax(half(output))
                  emit argmax(near(output))
                  emit argmax(drafter(output))
                }
                """);
        JsonNode row = json(CommandRun.of("bench", script, "--drafter", "ngram:builtin", "--model", "builtin:target", "--task",
                "copy", "--count", "1", "--json").fine()).get("strategies").get(0).get("tasks").get(0);
        assertEquals(3, row.get("cost").get("passes").asDouble());
        assertEquals(3, row.get("cost").get("contexts").asDouble());
        assertEquals(1, row.get("cost").get("other_passes").asDouble());
        assertEquals(5.0 / 3, row.get("tokens_per_pass").asDouble(), 1e-12);
    }

    /// Every strategy of the library runs end to end as its header says.
    @Test
    void theWholeLibraryRuns() throws Exception {
        JsonNode report = json(CommandRun.of("bench", "--count", "1", "--max-tokens", "4", "--json").fine());
        List<String> names = new ArrayList<>();
        Scripts.libraryNames().forEachRemaining(names::add);
        assertEquals(names.stream().sorted().toList(), report.get("strategies").findValuesAsText("strategy").stream().sorted().toList());
        assertEquals("builtin:target", report.get("model").asText());
        for (JsonNode strategy : report.get("strategies")) {
            BenchLine line = BenchLine.of(Signature.main(Scripts.newFinder().library(strategy.get("strategy").asText()),
                    strategy.get("strategy").asText()), Scripts.newFinder().library(strategy.get("strategy").asText()));
            assertEquals(Math.max(1, line.tasks().size()), strategy.get("tasks").size(), strategy.toString());
        }
    }

    @Test
    void headersDecideOnTasksAndValues() throws Exception {
        String script = script("named", """
                /// Writes a text.
                ///
                /// Bench: keywords copy --words '{Words}.split(", ")' --max-tokens 2 --prompt 'It is {Words}'
                strategy named(target: Model, words: List<Text> = ["none"]) {
                  emit target.encode(" " + words.join(" "))
                }
                """);
        CommandRun run = bench(script, "--count", "1", "--json");
        JsonNode rows = json(run).get("strategies").get(0).get("tasks");
        assertEquals(List.of("keywords", "copy"), rows.findValuesAsText("task"));
        assertEquals(2, rows.get(0).get("cost").get("tokens").asInt());
        assertEquals(1, run.status());
        assertTrue(rows.get(1).get("failures").get(0).get("error").asText().contains("nothing here is called `{Words}`"), run.out());
        assertEquals(List.of("translation"), json(bench("greedy", "--task", "translation", "--count", "1", "--max-tokens", "3", "--json")
                .fine()).get("strategies").get(0).get("tasks").findValuesAsText("task"));
    }

    @Test
    void withoutStrategiesItTakesThoseThatNameTheTask() throws Exception {
        List<String> found = json(bench("--task", "correction", "--count", "1", "--max-tokens", "2", "--json").fine())
                .get("strategies").findValuesAsText("strategy");
        assertTrue(found.contains("suffix_automaton"), found.toString());
        assertFalse(found.contains("greedy"), found.toString());
    }

    @Test
    void whatFailsIsReportedAndTheOthersGoOn() throws Exception {
        String failing = script("failing", """
                /// Fails where the prompt is long.
                ///
                /// Bench: copy
                strategy failing(target: Model) {
                  let few = ["a"]
                  if output.length > 1 { emit target.encode(few[3]) }
                }
                """);
        String endless = script("endless", """
                /// Bench: copy
                strategy endless(target: Model) {
                  var n = 0
                  while true { n = (n + 1) % 7 }
                }
                """);
        Path page = folder.resolve("bench.html");
        CommandRun run = bench(failing, endless, "greedy", "--task", "copy", "--count", "1", "--max-tokens", "3", "--time-limit", "1",
                "--html", page.toString());
        assertEquals(1, run.status(), run.err());
        assertTrue(run.out().contains("failed: " + failing + " on copy, item 1\n  error: "), run.out());
        assertTrue(run.out().contains("it took longer than 1 s"), run.out());
        String greedy = run.out().lines().filter(line -> line.startsWith("| greedy ")).findFirst().orElseThrow();
        assertTrue(greedy.matches("\\| greedy +\\| copy +\\| +1 \\| +0\\.\\d\\d \\| +0\\.\\d\\d \\| +\\d\\.0 \\| +1\\.00 .*"), greedy);
        assertTrue(Files.readString(page).contains("1 failed"));
    }

    @Test
    void theFirstRunIsRepeatedForAsLongAsOneLikes() throws Exception {
        long begun = System.nanoTime();
        CommandRun run = bench("greedy", "--task", "copy", "--count", "1", "--max-tokens", "3", "--warm-up", "2");
        assertEquals(0, run.status(), run.err());
        assertTrue(System.nanoTime() - begun >= 2_000_000_000L);
        assertEquals(2, bench("greedy", "--warm-up", "long").status());
    }

    @Test
    void thePageNeedsNothingElse() throws Exception {
        Path page = folder.resolve("bench.html");
        String html;
        bench("greedy", "speculative", "watermark_detect", "--count", "1", "--max-tokens", "4", "--html", page.toString()).fine();
        html = Files.readString(page);
        assertFalse(Pattern.compile("https?:|src=|href=|@import|\\{\\{").matcher(html).find(), html);
        assertTrue(html.contains("<td>speculative</td><td>speculative</td><td>story</td>"), html);
        List<String> pictures = Pattern.compile("(?s)<svg.*?</svg>").matcher(html).results().map(found -> found.group()).toList();
        assertTrue(pictures.size() >= 4, html);
        for (String picture : pictures) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
            assertFalse(picture.contains("NaN") || picture.contains("Infinity"), picture);
        }
        assertEquals(html.split("<tr>").length - 1, html.split("</tr>").length - 1);
    }

    @Test
    void tablesAreLinedUp() {
        List<String> lines = bench("greedy", "speculative", "--task", "copy", "--count", "1", "--max-tokens", "3").fine().out().lines()
                .toList();
        assertTrue(lines.getFirst().startsWith("1 item of each task, at most 3 tokens · ngram:builtin · drafter "), lines.getFirst());
        assertEquals(6, lines.size());
        assertEquals(1, lines.stream().skip(2).map(String::length).distinct().count(), String.join("\n", lines));
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        bench("greddy").refused("there is no strategy `greddy`", "did you mean `greedy`?", "bench greddy");
        bench("greedy", "--task", "cpoy").refused("there is no task `cpoy`", "did you mean `copy`?", "^^^^");
        bench("greedy", "--count", "0").refused("`0` is not a whole number from 1 up");
        bench("greedy", "--html", folder.resolve("no/where.html").toString()).refused("there is no folder for");
        bench("greedy", "--html", folder.toString()).refused("is a folder", "give the name of a file to write");
        bench(script("wrong", "/// Bench: copy --grama 3\nstrategy wrong(target: Model, gamma: Int) { }"))
                .refused("there is no option `--grama`", "did you mean `--gamma`?");
        CommandRun.of("bench", "greedy", "--model", "builtin:tagret").refused("there is no built-in model `tagret`", "^^^");
    }
}
