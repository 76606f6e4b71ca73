package org.decant.runtime.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;

/// A growing sequence of tokens of one vocabulary. Not safe for several threads while one of them adds.
final class TokenText {
    private Token[] tokens = new Token[16];
    private int length;

    /// @throws DecantException where the token is of another vocabulary than those before it
    void add(Token token) {
        if (length > 0 && tokens[0].vocabulary() != token.vocabulary()) {
            throw new DecantException("the token `" + token.text() + "` is of the vocabulary "
                    + token.vocabulary().name() + ", the tokens before it of " + tokens[0].vocabulary().name(),
                    "convert through text: `model.encode(text(tokens))`");
        }
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
        }
        tokens[length++] = token;
    }

    int length() {
        return length;
    }

    Token get(int position) {
        return tokens[position];
    }

    /// The tokens from `from` (inclusive) to `to`.
    List<Token> slice(int from, int to) {
        return Collections.unmodifiableList(Arrays.asList(Arrays.copyOfRange(tokens, from, to)));
    }
}
