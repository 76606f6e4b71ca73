package org.decant.compiler.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.decant.compiler.value.Display;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs every script of `scripts/` and compares what comes of it with the `.output` file beside it.
///
/// Lines `//! key: value` at the top of a script say how it is run: `prompt`, `tokens`, `seed`, `stop`, and
/// `argument NAME` (a value, or the table of a model). The parameter `target` is `letters.json`. With the system property
/// `decant.golden=write` the outputs are written instead; read them before believing them.
class ScriptsTest {
    private static final Map<String, ForwardModel> MODELS = new HashMap<>();
    private static Decant decant;

    @BeforeAll
    static void open() {
        decant = Decant.create();
    }

    @AfterAll
    static void close() {
        decant.close();
    }

    static Path folder() {
        try {
            return Path.of(ScriptsTest.class.getResource("/scripts").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".decode")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyScriptGivesItsOutput() throws IOException {
        List<Path> scripts = scripts();
        assertTrue(scripts.size() > 10, "the scripts are found");
        return scripts.stream().map(script -> DynamicTest.dynamicTest(script.getFileName().toString(),
                () -> compare(script)));
    }

    private static void compare(Path script) throws IOException {
        String name = script.getFileName().toString().replace(".decode", ".output");
        String actual = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> outcome(decant, script));
        if ("write".equals(System.getProperty("decant.golden"))) {
            Files.writeString(Path.of("src/test/resources/scripts", name), actual);
        } else {
            assertEquals(Files.readString(script.resolveSibling(name)), actual);
        }
    }

    /// All that people could see of a run.
    static String outcome(Decant decant, Path script) throws IOException {
        String text = Files.readString(script);
        try {
            LoadedStrategy strategy = decant.loadText(script.getFileName().toString(), text)
                    .strategy(script.getFileName().toString().replace(".decode", ""));
            RunResult result = strategy.run(request(text, script.getParent()));
            StringBuilder out = new StringBuilder("text:   " + Display.quote(result.text()) + "\n");
            out.append("end:    ").append(result.finish() == null ? "of the strategy" : result.finish().label())
                    .append(" after ").append(result.tokens().size()).append('\n');
            if (result.type() != null && result.deadEnd() == null) {
                out.append("value:  ").append(Display.show(result.value(), result.type())).append('\n');
            }
            for (ModelCost cost : result.models()) {
                out.append("passes: ").append(cost.passes()).append(" of ").append(cost.model()).append(", ")
                        .append(cost.contexts()).append(" contexts\n");
            }
            if (result.drafts().verifications() > 0) {
                out.append("drafts: ").append(result.drafts().accepted()).append(" of ")
                        .append(result.drafts().drafted()).append(" accepted\n");
            }
            return out.append(result.deadEnd() == null ? "" : result.deadEnd().getMessage()).toString();
        } catch (DecantException error) {
            return error.getMessage();
        }
    }

    private static RunRequest request(String text, Path folder) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : text.lines().takeWhile(line -> line.startsWith("//!")).toList()) {
            int colon = line.indexOf(':');
            settings.put(line.substring(3, colon).strip(), line.substring(colon + 1).strip());
        }
        RunRequest.Builder request = RunRequest.builder().argument("target", model(folder.resolve("letters.json")));
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String value = setting.getValue();
            switch (setting.getKey()) {
                case "prompt" -> request.prompt(value);
                case "tokens" -> request.maxTokens(Integer.parseInt(value));
                case "seed" -> request.seed(Long.parseLong(value));
                case "stop" -> request.stop(value);
                default -> request.argument(setting.getKey().substring("argument ".length()), argument(folder, value));
            }
        }
        return request.build();
    }

    private static Object argument(Path folder, String value) throws IOException {
        return value.endsWith(".json") ? model(folder.resolve(value)) : TextArgument.named("argument", value);
    }

    /// The tables `letters.json` and `drafter.json` share a vocabulary, `digits.json` has another.
    private static ForwardModel model(Path file) throws IOException {
        String name = file.getFileName().toString();
        ForwardModel known = MODELS.get(name);
        if (known == null) {
            Vocabulary shared = name.equals("drafter.json") ? model(file.resolveSibling("letters.json")).vocabulary() : null;
            known = TableModel.read(name, new SourceText(name, Files.readString(file)), shared);
            MODELS.put(name, known);
        }
        return known;
    }
}
