package org.decant.compiler.syntax;

import org.decant.runtime.diagnostic.Span;

/// A parameter of a strategy, function or record; `defaultValue` is null where it must be given.
public record Parameter(Name name, TypeSyntax type, Expression defaultValue, Span span) {}
