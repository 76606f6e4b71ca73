package org.decant.runtime.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/// Something a user gave is wrong (a script, a model file, a prompt, an option). Its message is the whole text to show.
public final class DecantException extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;

    public DecantException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")), null, false, false);
        this.diagnostics = List.copyOf(diagnostics);
    }

    public DecantException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /// An error without a place in a text.
    public DecantException(String message, String hint) {
        this(Diagnostic.error(null, message, hint));
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /// The same errors, those without a place put at `span`: runtime operations know what is wrong, their caller where.
    public DecantException at(Span span) {
        return new DecantException(diagnostics.stream()
                .map(d -> d.span() == null ? new Diagnostic(d.severity(), span, d.message(), d.hint()) : d)
                .toList());
    }
}
