package org.decant.contracts;

/// One random choice of a run.
///
/// @param made        what was chosen, in words
/// @param probability how likely it was, above 0 and below 1
public record Choice(String made, double probability) {}
