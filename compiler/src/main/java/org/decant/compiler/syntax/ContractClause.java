package org.decant.compiler.syntax;

import org.decant.runtime.diagnostic.Span;

/// What a strategy promises. `condition` is null where it holds without one, `within` where it is exact.
///
/// @param kind      lossless, greedy (both of a model, named by a parameter) or terminates (`model` is null)
/// @param model     the parameter whose distribution or greedy output is preserved
/// @param condition the parameter whose possible outputs it is preserved among
/// @param within    the largest allowed total variation distance
public record ContractClause(Kind kind, Name model, Name condition, Expression within, Span span) {
    public enum Kind { LOSSLESS, GREEDY, TERMINATES }
}
