/// Tokens, the vocabularies they belong to, and the tokenizers that turn text into them. Uses the collection and
/// diagnostic packages; everything that handles tokens uses it.
package org.decant.runtime.vocabulary;
