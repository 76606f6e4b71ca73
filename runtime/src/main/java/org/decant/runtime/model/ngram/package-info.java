/// N-gram models, counted from a text when they are opened: small enough to be the default target and drafter of every
/// command. Uses the vocabulary, context and model packages; the model catalog opens them.
package org.decant.runtime.model.ngram;
