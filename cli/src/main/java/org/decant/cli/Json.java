package org.decant.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Prints JSON.
final class Json {

    /// Writes one JSON value.
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {
    }

    /// Prints what `body` writes, indented, with a line end.
    static void print(PrintStream out, Body body) {
        out.println(text(body, true));
    }

    /// What `body` writes, on one line.
    static String compact(Body body) {
        return text(body, false);
    }

    private static String text(Body body, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            if (indented) {
                json.useDefaultPrettyPrinter();
            }
            body.write(json);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }
}
