package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// One command line, run in this JVM.
///
/// @param status the exit status
/// @param out    what it wrote to standard output
/// @param err    what it wrote to standard error
record CommandRun(int status, String out, String err) {

    static CommandRun of(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Decant.run(new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8), words);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// It went well.
    CommandRun fine() {
        assertEquals(0, status, err);
        return this;
    }

    /// It was refused: exit status 2, these lines on standard error, nothing of Java's.
    CommandRun refused(String... parts) {
        assertEquals(2, status, err);
        for (String part : parts) {
            assertTrue(err.contains(part), () -> "no `" + part + "` in:\n" + err);
        }
        assertTrue(err.startsWith("error: "), err);
        assertFalse(err.contains("\tat ") || err.contains("Exception"), err);
        assertTrue(err.lines().count() <= 24, () -> "more than a screen:\n" + err);
        return this;
    }
}
