package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// `{ statement … }`. Its value, where one is asked for, is that of its last statement if that is an expression.
public record Block(List<Statement> statements, Span span) {}
