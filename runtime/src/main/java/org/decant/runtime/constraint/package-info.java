/// What a text may be: constraints as automata over tokens, and the views of models that keep to them.
///
/// A [org.decant.runtime.constraint.Constraint] says which tokens may follow those written so far;
/// [org.decant.runtime.constraint.Constraints] makes them. Most describe the bytes of a text
/// ([org.decant.runtime.constraint.ByteAutomaton]) and get their tokens from the vocabulary's trie. Finite ones stand on
/// Lucene's automata, context-free ones on a recogniser of this package. Uses contexts, models, vocabularies and the session;
/// the language's builtins use it.
package org.decant.runtime.constraint;
