/// Exact distributions by enumeration: a run is repeated over all of its random choices, and the probabilities of the
/// branches are added up by outcome. States that the run comes to in several ways are followed once.
///
/// [Enumeration] is the entrance; [EnumeratedDraws] is what a run under enumeration draws from, [UndrawnShift] what it has in the
/// place of numbers with infinitely many outcomes. Uses the random choices and
/// distributions of the runtime; the contract checker uses it.
package org.decant.runtime.exact;
