package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.trace.Answer;
import org.decant.runtime.trace.TraceEvent;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `decant trace`: the events are those that the algorithms have on small tables, worked out by hand.
class TraceCommandTest {
    private static final String AB = """
            {"tokens": ["a", "b", "c", "."], "end": ".",
             "contexts": {"": [1, 0, 0, 0], "a": [0, 1, 0, 0], "b": [1, 0, 0, 0], "c": [1, 0, 0, 0]}}
            """;
    private static final String ABC = AB.replace("\"b\": [1, 0, 0, 0]", "\"b\": [0, 0, 1, 0]");
    private static final String WEIGHED = """
            {"tokens": ["a", "b", "."], "end": ".",
             "contexts": {"": [0.6, 0.4, 0], "a": [0.5, 0.1, 0.4], "b": [0.1, 0.1, 0.8]}}
            """;

    @TempDir
    Path folder;

    private String table(String name, String text) throws IOException {
        return "table:" + Files.writeString(folder.resolve(name + ".json"), text);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /// Each event as a line, contexts as their texts in quotes.
    private static List<String> lines(JsonNode run) {
        List<String> texts = new ArrayList<>();
        for (JsonNode context : run.get("contexts")) {
            texts.add(context.get("parent").isNull() ? ""
                    : texts.get(context.get("parent").asInt()) + context.get("token").get("text").asText());
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode event : run.get("events")) {
            String name = event.get("event").asText();
            lines.add(name + switch (name) {
                case "passed" -> " " + event.get("model").asText().replaceAll(".*/|\\.json", "") + " " + texts(texts, event.findValues("context"));
                case "held" -> event.get("variables").findValuesAsText("name").stream().map(variable -> " " + variable).reduce("", String::concat)
                        + " " + event.get("variables").findValues("contexts").stream().map(list -> texts(texts, list)).toList();
                case "drafted" -> texts(texts, List.of(event.get("from"))) + " " + texts(texts, event.findValues("context"));
                case "judged" -> texts(texts, List.of(event.get("from"))) + " accepted " + texts(texts, event.get("accepted")) + " rejected "
                        + texts(texts, event.get("rejected")) + " then " + event.get("bonus").path("text").asText("nothing");
                case "wrote" -> texts(texts, List.of(event.get("at"), event.get("to"))) + (event.get("answer").asBoolean() ? " answer" : "");
                default -> texts(texts, List.of(event.get("at")));
            });
        }
        return lines;
    }

    private static List<String> texts(List<String> texts, Iterable<JsonNode> numbers) {
        List<String> found = new ArrayList<>();
        numbers.forEach(number -> found.add("'" + texts.get(number.asInt()) + "'"));
        return found;
    }

    @Test
    void speculativeRun() throws IOException {
        JsonNode run = json(CommandRun.of("trace", "speculative", "--target", table("target", AB), "--drafter", table("drafter", ABC),
                "--gamma", "2", "--max-tokens", "4", "--seed", "1", "--json").fine().out());
        assertEquals(List.of(
                "began['']",
                "passed drafter ['']",
                "passed drafter ['a']",
                "drafted[''] ['a', 'ab']",
                "passed target ['', 'a', 'ab']",
                "judged[''] accepted ['a', 'ab'] rejected [] then a",
                "wrote['', 'aba'] answer",
                "passed drafter ['aba']",
                "passed drafter ['abab']",
                "drafted['aba'] ['abab', 'ababc']",
                "passed target ['aba', 'abab', 'ababc']",
                "judged['aba'] accepted ['abab'] rejected ['ababc'] then a",
                "wrote['aba', 'abab'] answer"), lines(run));
        assertEquals("token budget", run.get("finish").asText());
        assertEquals("abab", run.get("text").asText());
        JsonNode answer = run.get("events").get(4).get("answers").get(1);
        assertEquals(json("[{\"token\": {\"id\": 1, \"text\": \"b\"}, \"probability\": 1.0}]"), answer.get("likeliest"));
        assertEquals(0, answer.get("entropy").asDouble());
    }

    @Test
    void beamRun() throws IOException {
        JsonNode run = json(CommandRun.of("trace", "beam", "--target", table("model", WEIGHED), "--width", "2", "--max-tokens", "2",
                "--alpha", "0", "--json").fine().out());
        assertEquals(List.of(
                "began['']",
                "held live [['']]",
                "passed model ['']",
                "held live [['a', 'b']]",
                "passed model ['a', 'b']",
                "held live done [['aa', 'ab'], ['b.']]",
                "wrote['', 'b.'] answer"), lines(run));
        JsonNode second = run.get("events").get(4).get("answers").get(1);
        assertEquals(List.of(".", "a", "b"), second.get("likeliest").findValuesAsText("text"));
        assertEquals(List.of("0.8", "0.1", "0.1"), second.get("likeliest").findValuesAsText("probability"));
        assertEquals(-0.8 * Math.log(0.8) - 0.2 * Math.log(0.1), second.get("entropy").asDouble(), 1e-6);
    }

    /// Branches run side by side; their events come in one order all the same.
    @Test
    void branchesAreInTheSameOrderInEachRun() throws IOException {
        String model = table("model", WEIGHED);
        String[] words = {"trace", "mbr", "--target", model, "--samples", "6", "--seed", "5", "--max-tokens", "8", "--json"};
        List<String> first = lines(json(CommandRun.of(words).fine().out()));
        assertEquals("branched['']", first.get(1));
        assertEquals(6, first.stream().filter(line -> line.startsWith("wrote['', ") && !line.endsWith("answer")).count(), first::toString);
        assertTrue(first.getLast().startsWith("wrote['', '") && first.getLast().endsWith("answer"), first::toString);
        for (int repetition = 0; repetition < 5; repetition++) {
            assertEquals(first, lines(json(CommandRun.of(words).fine().out())));
        }
    }

    /// What a token says must not end the script that it stands in.
    @Test
    void pageHasTheEventsAndNeedsNothingElse() throws IOException {
        String model = table("odd", AB.replace("\"b\"", "\"</script><b>\""));
        String[] words = {"trace", "greedy", "--target", model, "--max-tokens", "3", "--seed", "1", "--json", "--out",
                folder.resolve("trace.html").toString()};
        JsonNode run = json(CommandRun.of(words).fine().out());
        String page = Files.readString(folder.resolve("trace.html"));
        String head = "<script type=\"application/json\" id=\"data\">";
        int start = page.indexOf(head) + head.length();
        String data = page.substring(start, page.indexOf("</script>", start));
        assertFalse(data.contains("<"), data);
        assertEquals(lines(run), lines(json(data)));
        assertEquals("a</script><b>a", json(data).get("text").asText());
        assertFalse(page.contains("{{") || page.contains("://") || page.contains("src=") || page.contains("<link"), "a part is missing");
        assertEquals(page.indexOf("</body>"), page.lastIndexOf("</script>") + "</script>\n".length());
    }

    @Test
    void titleIsEscaped() {
        String page = TracePage.of(new TracedRun("a<b", 1, "", "strategy ended", List.of()));
        assertTrue(page.contains("<h1>a&lt;b</h1>"));
    }

    @Test
    void placesOfACanvas() throws IOException {
        Vocabulary vocabulary = SymbolTokenizer.vocabulary("ab", List.of("a", "b", "."), ".");
        Context at = Context.root(vocabulary).plus(vocabulary.token(0));
        Answer.Filling filling = new Answer.Filling(at, Arrays.asList(null, vocabulary.token(1)),
                List.of(Answer.Kept.of(at, new double[] {Math.log(0.25), Math.log(0.75), Double.NEGATIVE_INFINITY})));
        TracedRun run = new TracedRun("fill", 1, "", "strategy ended", List.of(new TraceEvent.Passed("m", 1, List.of(filling), 5)));
        ObjectNode answer = (ObjectNode) json(Json.compact(out -> TraceJson.write(out, run))).get("events").get(0).get("answers").get(0);
        assertEquals(json("[null, {\"id\": 1, \"text\": \"b\"}]"), answer.get("cells"));
        assertEquals(List.of("b", "a"), answer.get("holes").get(0).findValuesAsText("text"));
        assertEquals(List.of("0.75", "0.25"), answer.get("holes").get(0).findValuesAsText("probability"));
    }

    /// A run that fails is shown up to there.
    @Test
    void failedRun() throws IOException {
        Path script = Files.writeString(folder.resolve("fails.decode"), """
                strategy fails(target: Model) {
                  emit argmax(target(output))
                  emit [argmax(target(output))][1]
                }
                """);
        Path page = folder.resolve("failed.html");
        CommandRun.of("trace", script.toString(), "--target", table("target", AB), "--out", page.toString()).refused("fails.decode:3:");
        assertTrue(Files.readString(page).contains("\"event\":\"wrote\""));
    }

    @Test
    void whatIsWrong() throws IOException {
        CommandRun.of("trace", "greedy").refused("nothing says where the trace is to go", "--out trace.html");
        CommandRun.of("trace", "greedy", "--out", folder.resolve("none/trace.html").toString()).refused("there is no folder for");
        CommandRun.of("trace", "gredy", "--json").refused("gredy", "greedy");
        CommandRun.of("trace", "greedy", "--json", "--dap").refused("--dap");
    }
}
