package org.decant.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;

/// Where a command writes: text that was asked for to `out`, everything about it to `err`. Both are UTF-8, whatever the
/// locale says.
///
/// @param out           standard output
/// @param err           standard error
/// @param outInTerminal whether a person sees `out` at once
/// @param errInTerminal whether a person sees `err` at once
/// @param coloured      whether terminals may be sent colours
record Console(PrintStream out, PrintStream err, boolean outInTerminal, boolean errInTerminal, boolean coloured) {

    /// The streams of the process.
    static Console ofProcess() {
        String noColour = System.getenv("NO_COLOR");
        boolean coloured = (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), isTerminal(1), isTerminal(2), coloured);
    }

    /// Streams that are no terminals.
    static Console of(PrintStream out, PrintStream err) {
        return new Console(out, err, false, false, false);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /// Whether a person types what comes in.
    static boolean inputIsTerminal() {
        return isTerminal(0);
    }

    /// Java only tells whether input and output both are terminals; where the system shows open files, each is asked.
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /// Shows what is wrong with something that the user gave.
    void show(DecantException exception) {
        boolean first = true;
        for (Diagnostic diagnostic : exception.diagnostics()) {
            String text = diagnostic.render();
            int end = text.indexOf('\n');
            err.print(first ? "" : "\n");
            err.print(onErr(Style.ERROR, text.substring(0, end)));
            err.print(text.substring(end));
            first = false;
        }
        err.flush();
    }

    String onOut(Style style, String text) {
        return coloured && outInTerminal ? style.apply(text) : text;
    }

    String onErr(Style style, String text) {
        return coloured && errInTerminal ? style.apply(text) : text;
    }
}
