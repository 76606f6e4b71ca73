package org.decant.runtime.constraint;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;

/// No token can follow an output under its constraint. A run that does not see to it ends with what it has written.
public final class DeadEnd extends DecantException {

    DeadEnd(String message, String hint) {
        super(message, hint);
    }

    private DeadEnd(List<Diagnostic> diagnostics) {
        super(diagnostics);
    }

    @Override
    public DeadEnd at(Span span) {
        return new DeadEnd(super.at(span).diagnostics());
    }
}
