package org.decant.contracts;

import java.util.List;
import java.util.stream.Collectors;
import org.decant.runtime.vocabulary.Token;

/// How outputs are written for people: tokens with blanks between.
public final class OutputText {

    private OutputText() {
    }

    public static String of(Token token) {
        return token.vocabulary().text(token.id());
    }

    /// The tokens; `(nothing)` where there are none.
    public static String of(List<Token> tokens) {
        return tokens.isEmpty() ? "(nothing)" : tokens.stream().map(OutputText::of).collect(Collectors.joining(" "));
    }
}
