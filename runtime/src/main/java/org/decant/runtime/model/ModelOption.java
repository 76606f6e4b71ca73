package org.decant.runtime.model;

/// An option that a kind of model understands, as help shows it.
///
/// @param name    as it is written before `=`
/// @param values  what may be written after it: `1..8`, `word|bpe`
/// @param meaning one phrase of what it does, with the default
public record ModelOption(String name, String values, String meaning) {
}
