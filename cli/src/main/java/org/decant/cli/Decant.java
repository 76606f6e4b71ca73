package org.decant.cli;

import java.io.PrintStream;
import org.graalvm.polyglot.Context;

/** Placeholder for the command: prints the name of the engine. */
public final class Decant {
    private Decant() {
    }

    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    /** Runs one command line and returns its exit status; {@link AotTraining} calls it too. */
    static int run(PrintStream out, PrintStream err, String... args) {
        try (var context = Context.newBuilder().build()) {
            out.println(context.getEngine().getImplementationName() + " tier "
                    + System.getProperty("decant.tier", "none") + " " + String.join(" ", args));
        }
        return 0;
    }
}
