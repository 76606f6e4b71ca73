package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.typed.Routine;
import org.junit.jupiter.api.Test;

/// docs/strategies.md: a row for each strategy, from its file and from what `decant bench --json` has measured, which is kept
/// beside the page. `-Ddecant.golden=write` writes it anew.
class StrategiesPageTest {
    private static final int MOST_LINES = 80;
    private static final double MEDIAN_LINES = 30;
    private static final Path PAGE = Path.of("../docs/strategies.md");
    private static final Path MEASURED = Path.of("../docs/strategies.json");
    private static final String FILES = "../stdlib-strategies/src/main/resources/org/decant/strategies/";

    private record Entry(String family, String name, Routine routine, int lines) {

        /// Documentation is not counted, all else is.
        static Entry of(ModuleFinder finder, String name) {
            int lines = (int) finder.library().source(name).text().strip().lines().filter(line -> !line.strip().startsWith("///")).count();
            return new Entry(finder.library().family(name), name, Signature.main(finder.library(name), name), lines);
        }

        String shown() {
            return "`" + name + "` (" + lines + ")";
        }
    }

    private static List<Entry> entries() {
        ModuleFinder finder = Scripts.newFinder();
        return finder.library().names().stream().map(name -> Entry.of(finder, name))
                .sorted(Comparator.comparing(Entry::family).thenComparing(Entry::name)).toList();
    }

    private static double median(List<Entry> entries) {
        int[] lines = entries.stream().mapToInt(Entry::lines).sorted().toArray();
        return (lines[(lines.length - 1) / 2] + lines[lines.length / 2]) / 2.0;
    }

    @Test
    void strategiesAreShort() {
        List<Entry> entries = entries();
        assertTrue(median(entries) <= MEDIAN_LINES, "the median is " + median(entries) + " lines");
        assertEquals(List.of(), entries.stream().filter(entry -> entry.lines() > MOST_LINES).map(Entry::shown).toList());
    }

    @Test
    void pageSaysWhatTheFilesAndMeasurementsSay() throws IOException {
        List<Entry> entries = entries();
        JsonNode measured = new ObjectMapper().readTree(MEASURED.toFile());
        String page = Files.readString(PAGE);
        String written = replaced(replaced(replaced(page, "conditions", conditions(measured)), "lines", statistics(entries)),
                "table", table(entries, measured));
        if ("write".equals(System.getProperty("decant.golden"))) {
            Files.writeString(PAGE, written);
        } else {
            assertEquals(page, written, "run with -Ddecant.golden=write and read what changed");
        }
    }

    private static String replaced(String page, String part, String text) {
        String begin = "<!-- " + part + " -->\n";
        int start = page.indexOf(begin) + begin.length();
        return page.substring(0, start) + text + page.substring(page.indexOf("<!-- end of " + part + " -->\n"));
    }

    private static String conditions(JsonNode measured) {
        int items = measured.get("items").asInt();
        return String.format(Locale.ROOT, "%d %s of each task, answers of at most %d tokens, `%s` with the drafter `%s`, seed %d.%n", items,
                items == 1 ? "item" : "items", measured.get("max_tokens").asInt(), measured.get("model").asText(),
                measured.get("drafter").asText(), measured.get("seed").asLong());
    }

    private static String statistics(List<Entry> entries) {
        List<Entry> longest = entries.stream().sorted(Comparator.comparing(Entry::lines).reversed()).limit(3).toList();
        return String.format(Locale.ROOT, "%d strategies in %d families; the median is %s lines, the longest are %s.%n", entries.size(),
                entries.stream().map(Entry::family).distinct().count(), String.format(Locale.ROOT, "%.1f", median(entries)).replace(".0", ""),
                longest.stream().map(Entry::shown).collect(Collectors.joining(", ")));
    }

    private static String table(List<Entry> entries, JsonNode measured) {
        StringBuilder table = new StringBuilder("""
                | family | strategy | states | lines | passes per token | score | greedy's | measured on |
                |---|---|---|---:|---:|---:|---:|---|
                """);
        for (Entry entry : entries) {
            JsonNode tasks = StreamSupport.stream(measured.get("strategies").spliterator(), false)
                    .filter(one -> one.get("strategy").asText().equals(entry.name())).findFirst().map(one -> one.get("tasks")).orElse(null);
            table.append("| ").append(entry.family()).append(" | [`").append(entry.name()).append("`](").append(FILES).append(entry.family())
                    .append('/').append(entry.name()).append(".decode) | ")
                    .append(entry.routine().contracts().stream().map(Object::toString).collect(Collectors.joining(", ")))
                    .append(" | ").append(entry.lines()).append(" | ").append(measurements(tasks)).append(" |\n");
        }
        return table.toString();
    }

    private static String measurements(JsonNode tasks) {
        if (tasks == null) {
            return "– | – | – | not measured";
        }
        double passes = 0;
        long tokens = 0;
        double score = 0;
        double greedy = 0;
        List<String> names = new ArrayList<>();
        for (JsonNode task : tasks) {
            passes += task.get("cost").get("passes").asDouble();
            tokens += task.get("cost").get("tokens").asLong();
            score += task.get("score").asDouble() / tasks.size();
            greedy += task.get("greedy").get("score").asDouble() / tasks.size();
            names.add(task.get("task").asText());
        }
        boolean scored = !tasks.get(0).get("task").isNull();
        return String.format(Locale.ROOT, "%s | %s | %s | %s", tokens == 0 ? "–" : String.format(Locale.ROOT, "%.2f", passes / tokens),
                scored ? String.format(Locale.ROOT, "%.2f", score) : "–", scored ? String.format(Locale.ROOT, "%.2f", greedy) : "–",
                scored ? String.join(", ", names) : "its own example");
    }
}
