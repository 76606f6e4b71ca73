/// Next-token distributions and what is done with them.
///
/// - [Logits][org.decant.runtime.distribution.Logits] are unnormalised scores that may still be pending,
///   [Dist][org.decant.runtime.distribution.Dist] is a normalised distribution. Both are on the natural-log scale, with
///   one value for each token of a vocabulary; minus infinity excludes a token.
/// - A [Transform][org.decant.runtime.distribution.Transform] changes scores in place; there is one class for each of
///   the field's truncations and penalties.
/// - [Ranking][org.decant.runtime.distribution.Ranking],
///   [Information][org.decant.runtime.distribution.Information],
///   [Reweighting][org.decant.runtime.distribution.Reweighting] and
///   [LogitArithmetic][org.decant.runtime.distribution.LogitArithmetic] are the operations that scripts use on them.
///
/// Everywhere the order of tokens is the larger score first, the smaller id first where scores are equal, so that every
/// result is determined by the scores alone. Nothing here draws: what a sampler would decide by chance (see
/// [Xtc][org.decant.runtime.distribution.Xtc]) is worked into the distribution.
///
/// The package stands on vocabularies, contexts, diagnostics and the definitions of tensor operations only. Models, drafts and the language's nodes use it.
package org.decant.runtime.distribution;
