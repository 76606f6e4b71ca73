package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// What an arm of `match` is compared with, and what `let` takes apart.
public sealed interface Pattern {
    Span span();

    /// `_`
    record Anything(Span span) implements Pattern {}

    /// A lower-case name: matches any value (but not null, where the value may be null) and names it.
    record Binding(Name name, Span span) implements Pattern {}

    /// A literal: `0`, `"text"`, `true`, `null`, `-1`.
    record Literal(Expression value, Span span) implements Pattern {}

    /// `(a, b)`
    record Tuple(List<Pattern> elements, Span span) implements Pattern {}

    /// `Hypothesis(context, score)`: the fields in order.
    record Record(Name name, List<Pattern> fields, Span span) implements Pattern {}
}
