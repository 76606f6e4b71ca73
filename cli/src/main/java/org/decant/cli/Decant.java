package org.decant.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/// The `decant` command. Exit status: 0 fine, 2 something given is wrong, 70 an internal failure, 130 interrupted.
public final class Decant {

    private Decant() {
    }

    public static void main(String[] words) {
        Console console = Console.ofProcess();
        int status = run(console, words);
        console.out().flush();
        console.err().flush();
        System.exit(status);
    }

    /// Runs one command line with streams that are no terminals and returns its exit status.
    static int run(PrintStream out, PrintStream err, String... words) {
        int status = run(Console.of(out, err), words);
        out.flush();
        err.flush();
        return status;
    }

    private static int run(Console console, String... words) {
        List<String> line = Arrays.asList(words);
        try {
            return new CommandTree(console).run(line);
        } catch (Throwable failure) {
            console.out().flush();
            boolean debug = line.contains("--debug") || System.getenv("DECANT_DEBUG") != null;
            return Failures.show(failure, console, debug);
        }
    }
}
