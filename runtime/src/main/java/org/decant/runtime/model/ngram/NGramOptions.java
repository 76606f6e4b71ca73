package org.decant.runtime.model.ngram;

import java.util.OptionalDouble;
import org.decant.runtime.diagnostic.DecantException;

/// How an n-gram model is trained.
///
/// @param order    the longest n-gram, from 1 (no context) to 8
/// @param tokens   what a token is, where the model makes its own vocabulary
/// @param merges   the most merges to learn where tokens are byte pairs, 0 or more
/// @param discount one absolute discount for every count, above 0 and below 1; empty to estimate three per order
public record NGramOptions(int order, Tokens tokens, int merges, OptionalDouble discount) {
    public static final int HIGHEST_ORDER = 8;

    /// Order 4, words, 1,000 merges if byte pairs, estimated discounts.
    public static final NGramOptions DEFAULT = new NGramOptions(4, Tokens.WORD, 1000, OptionalDouble.empty());

    /// What a token is.
    public enum Tokens {
        /// Words with the space before them, and punctuation marks.
        WORD,
        /// Byte-pair encoding learnt from the text.
        BYTE_PAIR
    }

    /// @throws DecantException where a value is out of range
    public NGramOptions {
        if (order < 1 || order > HIGHEST_ORDER) {
            throw new DecantException("the order of an n-gram model is from 1 to " + HIGHEST_ORDER + ", not " + order,
                    "an order of 4 looks at the three tokens before the next one");
        }
        if (merges < 0) {
            throw new DecantException("the number of merges is " + merges, "it must be 0 or more");
        }
        if (discount.isPresent() && !(discount.getAsDouble() > 0 && discount.getAsDouble() < 1)) {
            throw new DecantException("the discount is " + discount.getAsDouble(),
                    "it must be above 0 and below 1; leave it out to have it estimated");
        }
    }

    public NGramOptions withOrder(int other) {
        return new NGramOptions(other, tokens, merges, discount);
    }

    public NGramOptions withTokens(Tokens other) {
        return new NGramOptions(order, other, merges, discount);
    }

    public NGramOptions withMerges(int other) {
        return new NGramOptions(order, tokens, other, discount);
    }

    public NGramOptions withDiscount(double other) {
        return new NGramOptions(order, tokens, merges, OptionalDouble.of(other));
    }
}
