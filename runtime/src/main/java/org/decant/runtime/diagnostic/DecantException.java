package org.decant.runtime.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/// Something a user gave is wrong (a script, a model file, a prompt, an option). Its message is the whole text to show.
public class DecantException extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;
    private final transient String parameter;

    public DecantException(List<Diagnostic> diagnostics) {
        this(diagnostics, null);
    }

    private DecantException(List<Diagnostic> diagnostics, String parameter) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")), null, false, false);
        this.diagnostics = List.copyOf(diagnostics);
        this.parameter = parameter;
    }

    public DecantException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /// An error without a place in a text.
    public DecantException(String message, String hint) {
        this(Diagnostic.error(null, message, hint));
    }

    /// An error about what was given for a parameter of an operation.
    ///
    /// @param parameter its name, as scripts know it
    public static DecantException ofParameter(String parameter, String message, String hint) {
        return new DecantException(List.of(Diagnostic.error(null, message, hint)), parameter);
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /// The parameter that was given something wrong; null where the error is not about one.
    public String parameter() {
        return parameter;
    }

    /// The same errors, those without a place put at `span`: runtime operations know what is wrong, their caller where.
    public DecantException at(Span span) {
        return new DecantException(diagnostics.stream().map(d -> d.span() == null ? d.at(span) : d).toList(), parameter);
    }

    /// The same errors, put where the user gave the wrong value; the places they have now are where it was used.
    public DecantException givenAt(Span span) {
        return new DecantException(diagnostics.stream().map(d -> d.givenAt(span)).toList(), parameter);
    }
}
