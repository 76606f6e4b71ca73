package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.decant.compiler.syntax.Import;
import org.decant.compiler.syntax.Name;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;

/// Collects what is wrong with a file, so that several mistakes are told at once.
final class Problems {
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<String> failedImports = new HashSet<>();

    void error(Span span, String message, String hint) {
        boolean known = diagnostics.stream().anyMatch(d -> Objects.equals(d.span(), span) && d.message().equals(message));
        if (!known) {
            diagnostics.add(Diagnostic.error(span, message, hint));
        }
    }

    /// An error about a name that means nothing. After a failed import that is told only where a known name is near and the
    /// import was not of that very name: any other may be one that the import would have brought.
    ///
    /// @param near      the hint of a near name, or null
    /// @param otherwise the hint where none is near, or null
    void unknownName(Name name, String message, String near, String otherwise) {
        boolean excused = failedImports.contains(name.text()) || near == null && !failedImports.isEmpty();
        if (!excused) {
            error(name.span(), message, near != null ? near : otherwise);
        }
    }

    void failedImport(Import wanted, DecantException exception) {
        failedImports.add(wanted.target());
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
