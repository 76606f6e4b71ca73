package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// A declaration at the top of a file. `documentation` is the text of the `///` lines above it, markers removed
/// (one leading space after the marker too), lines joined by newlines; empty where there are none.
public sealed interface Declaration {
    Name name();

    Span span();

    String documentation();

    record Strategy(Name name, List<Parameter> parameters, List<ContractClause> contracts, TypeSyntax result,
                    Block body, String documentation, Span span) implements Declaration {}

    /// `result` is null where the function's body decides.
    record Function(Name name, List<Parameter> parameters, TypeSyntax result, Block body, String documentation,
                    Span span) implements Declaration {}

    record RecordType(Name name, List<Parameter> fields, String documentation, Span span) implements Declaration {}

    /// A `let` at the top: a constant of the file. `type` may be null.
    record Constant(Name name, TypeSyntax type, Expression value, String documentation, Span span)
            implements Declaration {}
}
