package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// GraalVM's tools at work on a script: the debugger an editor talks to, and the profiler.
@Timeout(120)
class ToolsTest {

    @TempDir
    Path folder;

    private Path script() throws IOException {
        return Files.writeString(folder.resolve("counted.decode"), """
                strategy counted(target: Model, step: Int = 2) -> Int {
                  var sum = 0
                  for i in 0 .. 3 {
                    sum = sum + step
                  }
                  return sum
                }
                """);
    }

    @Test
    void anEditorStopsAtALineSeesVariablesAndGoesOn() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path script = script();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int[] status = new int[1];
        PrintStream tools = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8)); // where the debugger says that it listens
        Thread run = Thread.ofPlatform().start(() -> status[0] = Decant.run(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), "run", script.toString(), "--dap=" + port));
        try (DebugAdapterClient editor = connect(port, run)) {
            editor.request("initialize", editor.object().put("adapterID", "decant").put("linesStartAt1", true)
                    .put("columnsStartAt1", true).put("pathFormat", "path"));
            editor.send("attach", editor.object());
            editor.event("initialized");
            breakAt(editor, script, 4);
            editor.send("configurationDone", editor.object());
            JsonNode stopped = editor.event("stopped");
            while (line(editor, stopped) != 4) { // the first stop is where the run begins
                resume(editor, stopped);
                stopped = editor.event("stopped");
            }
            assertEquals("{i=0, step=2, sum=0}", variables(editor, stopped));
            resume(editor, stopped);
            stopped = editor.event("stopped");
            assertEquals(4, line(editor, stopped));
            assertEquals("{i=1, step=2, sum=2}", variables(editor, stopped));
            breakAt(editor, script);
            resume(editor, stopped);
            run.join(Duration.ofSeconds(30));
        } finally {
            System.setErr(tools);
        }
        assertEquals(0, status[0], err.toString(StandardCharsets.UTF_8));
        assertEquals("6\n", out.toString(StandardCharsets.UTF_8));
    }

    private static DebugAdapterClient connect(int port, Thread run) throws Exception {
        while (true) {
            try {
                return new DebugAdapterClient(port);
            } catch (ConnectException notYet) {
                assertTrue(run.isAlive(), "the run is over before an editor could connect");
                Thread.sleep(50);
            }
        }
    }

    private static void breakAt(DebugAdapterClient editor, Path script, int... lines) throws IOException {
        ObjectNode arguments = editor.object();
        arguments.putObject("source").put("path", script.toString());
        var breakpoints = arguments.putArray("breakpoints");
        for (int line : lines) {
            breakpoints.addObject().put("line", line);
        }
        editor.request("setBreakpoints", arguments);
    }

    private static void resume(DebugAdapterClient editor, JsonNode stopped) throws IOException {
        editor.send("continue", editor.object().put("threadId", stopped.path("threadId").asInt()));
    }

    private static JsonNode frame(DebugAdapterClient editor, JsonNode stopped) throws IOException {
        return editor.request("stackTrace", editor.object().put("threadId", stopped.path("threadId").asInt()))
                .path("stackFrames").path(0);
    }

    private static int line(DebugAdapterClient editor, JsonNode stopped) throws IOException {
        return frame(editor, stopped).path("line").asInt();
    }

    /// Those of all local scopes but the model.
    private static String variables(DebugAdapterClient editor, JsonNode stopped) throws IOException {
        JsonNode frame = frame(editor, stopped);
        TreeMap<String, String> variables = new TreeMap<>();
        for (JsonNode scope : editor.request("scopes", editor.object().put("frameId", frame.path("id").asInt())).path("scopes")) {
            JsonNode found = editor.request("variables", editor.object()
                    .put("variablesReference", scope.path("variablesReference").asInt())).path("variables");
            found.forEach(variable -> variables.put(variable.path("name").asText(), variable.path("value").asText()));
        }
        variables.keySet().retainAll(Set.of("i", "step", "sum"));
        return variables.toString();
    }

    @Test
    void theProfilerNamesTheLinesOfTheScript() throws Exception {
        Path script = Files.writeString(folder.resolve("slow.decode"), """
                function busy(n: Int) -> Int {
                  var sum = 0
                  for i in 0 .. n { sum = (sum + i * i) % 1000003 }
                  sum
                }
                strategy slow(target: Model) -> Int {
                  var rounds = 0
                  while rounds < 40 {
                    rounds = rounds + 1
                    let x = busy(200000)
                  }
                  return rounds
                }
                """);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream tools = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            CommandRun.of("run", script.toString(), "--cpusampler").fine();
        } finally {
            System.setErr(tools);
        }
        String histogram = told.toString(StandardCharsets.UTF_8);
        assertTrue(histogram.lines().anyMatch(line -> line.matches("\\s*busy\\b.*slow\\.decode~1.*")), histogram);
    }
}
