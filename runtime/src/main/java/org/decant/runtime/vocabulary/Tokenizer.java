package org.decant.runtime.vocabulary;

/// Turns text into token ids of one vocabulary.
@FunctionalInterface
public interface Tokenizer {

    /// The ids of `text`. Concatenating their bytes gives the text's UTF-8 bytes back.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where the vocabulary has no tokens for a part of the text
    int[] encode(String text);
}
