package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;

/// Collects what is wrong with a file, so that several mistakes are told at once.
final class Problems {
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    void error(Span span, String message, String hint) {
        boolean known = diagnostics.stream().anyMatch(d -> Objects.equals(d.span(), span) && d.message().equals(message));
        if (!known) {
            diagnostics.add(Diagnostic.error(span, message, hint));
        }
    }

    void add(DecantException exception) {
        diagnostics.addAll(exception.diagnostics());
    }

    boolean any() {
        return !diagnostics.isEmpty();
    }

    void throwIfAny() {
        if (any()) {
            diagnostics.sort(Comparator.comparingInt(d -> d.span() == null ? 0 : d.span().start()));
            throw new DecantException(diagnostics);
        }
    }
}
