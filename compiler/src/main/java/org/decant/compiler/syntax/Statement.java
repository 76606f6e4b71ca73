package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// A statement.
public sealed interface Statement {
    Span span();

    /// `let pattern: Type = value` (the pattern is a Binding or a Tuple; `type` may be null, and is for a Tuple).
    record Let(Pattern pattern, TypeSyntax type, Expression value, Span span) implements Statement {}

    /// `var name: Type = value`; `type` may be null.
    record Var(Name name, TypeSyntax type, Expression value, Span span) implements Statement {}

    /// `name = value`, or `name[i][j] = value` with `indices` i, j.
    record Assign(Name name, List<Expression> indices, Expression value, Span span) implements Statement {}

    record While(Expression condition, Block body, Span span) implements Statement {}

    /// `for pattern in sequence { … }`
    record For(Pattern pattern, Expression sequence, Block body, Span span) implements Statement {}

    /// `value` is null for a bare `return`.
    record Return(Expression value, Span span) implements Statement {}

    record Break(Span span) implements Statement {}

    record Continue(Span span) implements Statement {}

    /// `emit tokens`
    record Emit(Expression value, Span span) implements Statement {}

    /// `generate { … }`
    record Generate(Block body, Span span) implements Statement {}

    /// An expression for its value (as the last of a block) or its effect. `if` and `match` are expressions.
    record Evaluate(Expression expression, Span span) implements Statement {}
}
