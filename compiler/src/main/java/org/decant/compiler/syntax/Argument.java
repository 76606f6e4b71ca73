package org.decant.compiler.syntax;

/// An argument of a call; `name` is null for a positional one.
public record Argument(Name name, Expression value) {}
