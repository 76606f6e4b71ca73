package org.decant.compiler.syntax;

import org.decant.runtime.diagnostic.Span;

/// What a strategy promises. `within` is null where the promise is exact.
///
/// @param kind   lossless, greedy (both of a model, named by a parameter) or terminates (`model` is null)
/// @param model  the parameter whose distribution or greedy output is preserved
/// @param within the largest allowed total variation distance
public record ContractClause(Kind kind, Name model, Expression within, Span span) {
    public enum Kind { LOSSLESS, GREEDY, TERMINATES }
}
