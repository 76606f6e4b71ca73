package org.decant.cli;

import java.io.PrintStream;
import org.decant.runtime.diagnostic.DecantException;

/// How a command that failed ends: what the user sees, and the exit status.
final class Failures {
    static final int WRONG_INPUT = 2;
    static final int INTERNAL = 70;
    static final int INTERRUPTED = 130;

    private Failures() {
    }

    /// Shows the failure and gives the exit status.
    ///
    /// @param debug whether the whole trace is wanted
    static int show(Throwable failure, Console console, boolean debug) {
        PrintStream err = console.err();
        int status = INTERNAL;
        switch (failure) {
            case DecantException wrong -> {
                console.show(wrong);
                status = WRONG_INPUT;
            }
            case OutOfMemoryError ignored -> err.println(console.onErr(Style.ERROR, "error: out of memory")
                    + "\n  help: give the JVM more, such as DECANT_JAVA_OPTS=-Xmx8g, or use a smaller model or corpus");
            default -> err.println(console.onErr(Style.ERROR, "internal error: ") + describe(failure)
                    + "; please report it with the command and the trace that --debug shows");
        }
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return status;
    }

    /// What is known of a failure that is nobody's mistake but ours, on one line.
    static String describe(Throwable failure) {
        String message = failure.getMessage();
        String first = message == null ? "" : ": " + message.lines().findFirst().orElse("");
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getSimpleName() + first + (trace.length == 0 ? "" : " (at " + trace[0] + ")");
    }
}
