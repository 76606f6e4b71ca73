package org.decant.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.decant.compiler.syntax.Parser;
import org.decant.runtime.diagnostic.SourceText;

/// Inputs from a stream that is no terminal: lines are put together until they are whole.
final class PlainLines implements LineSource {
    private final BufferedReader reader;

    PlainLines(InputStream stream) {
        reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    @Override
    public String next() {
        try {
            String input = reader.readLine();
            while (input != null && !isWhole(input)) {
                String more = reader.readLine();
                if (more == null) {
                    return input;
                }
                input += "\n" + more;
            }
            return input;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Whether the text can be taken as it is: it is a command, nothing is open in it, or it ends in an empty line.
    static boolean isWhole(String input) {
        return input.isBlank() || input.stripLeading().startsWith(":") || input.endsWith("\n")
                || !Parser.isIncomplete(new SourceText("input", input));
    }

    @Override
    public void close() {
        // the stream is the caller's
    }
}
