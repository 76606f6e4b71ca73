package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;

/// Ctrl-C, as this process would get it.
@Timeout(60)
class InterruptTest {

    @TempDir
    Path folder;

    /// A process started with SIGINT ignored (by `nohup … &` in a script, say) keeps it so, and Java cannot handle it then.
    @BeforeAll
    static void signalsArrive() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            String ignored = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                    .findFirst().orElse("SigIgn: 0").substring("SigIgn:".length()).strip();
            boolean interruptIgnored = (Long.parseUnsignedLong(ignored, 16) & 1L << (new Signal("INT").getNumber() - 1)) != 0;
            assumeFalse(interruptIgnored, "this process ignores SIGINT");
        }
    }

    /// Output that says when something was written.
    private static final class Watched extends ByteArrayOutputStream {
        private final CountDownLatch written = new CountDownLatch(1);

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            written.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "var i = 0  while true { i = i + 1 }",
            "function_without_end(0)",
            "let xs = parallel for i in [1, 2] { while true { } }"})
    void endsAScriptThatWouldNotEndAndKeepsWhatItWrote(String rest) throws Exception {
        Path script = Files.writeString(folder.resolve("endless.decode"), """
                function function_without_end(n: Int) { while n < 1 { } }
                strategy endless(target: Model) {
                  emit [argmax(target(output))]
                  %s
                }
                """.formatted(rest.replace("  while", "\n  while")));
        Watched out = new Watched();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int[] status = new int[1];
        Thread run = Thread.ofPlatform().start(() -> status[0] = Decant.run(
                new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(err, false, StandardCharsets.UTF_8),
                "run", script.toString(), "--target", "ngram:builtin", "--prompt", "Once upon a"));
        assertTrue(out.written.await(30, TimeUnit.SECONDS), () -> "nothing was written: " + err);
        Thread.sleep(100);
        long raised = System.nanoTime();
        Signal.raise(new Signal("INT"));
        run.join(Duration.ofSeconds(20));
        assertTrue(!run.isAlive() && System.nanoTime() - raised < 5_000_000_000L, "it went on");
        assertEquals(130, status[0], err.toString(StandardCharsets.UTF_8));
        assertEquals(" time\n", out.toString(StandardCharsets.UTF_8));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("1 token (interrupted) · "), err.toString());
    }

    @Test
    void jsonSaysThatItWasInterrupted() throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("endless.decode"), """
                strategy endless(target: Model) { while true { } }
                """);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] status = new int[1];
        Thread run = Thread.ofPlatform().start(() -> status[0] = Decant.run(new PrintStream(out), System.err,
                "run", script.toString(), "--json"));
        while (run.isAlive() && !inScript(run)) {
            Thread.sleep(20);
        }
        Signal.raise(new Signal("INT"));
        run.join(Duration.ofSeconds(20));
        assertEquals(130, status[0]);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"finish\" : \"interrupted\""), out.toString());
    }

    /// Whether the thread runs the script's code.
    private static boolean inScript(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().endsWith("WhileNode")) {
                return true;
            }
        }
        return false;
    }
}
