package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// A type as written.
public sealed interface TypeSyntax {
    Span span();

    /// `Int`, `List<Token>`, `Map<Text, Float>`, a record's name.
    record Named(Name name, List<TypeSyntax> arguments, Span span) implements TypeSyntax {}

    /// `T?`
    record Nullable(TypeSyntax type, Span span) implements TypeSyntax {}

    /// `(A, B) -> C`
    record Function(List<TypeSyntax> parameters, TypeSyntax result, Span span) implements TypeSyntax {}

    /// `(A, B)`
    record Tuple(List<TypeSyntax> elements, Span span) implements TypeSyntax {}
}
