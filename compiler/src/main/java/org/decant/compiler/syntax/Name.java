package org.decant.compiler.syntax;

import org.decant.runtime.diagnostic.Span;

/// An identifier and where it stands.
public record Name(String text, Span span) {
    @Override
    public String toString() {
        return text;
    }
}
