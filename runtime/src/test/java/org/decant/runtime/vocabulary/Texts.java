package org.decant.runtime.vocabulary;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Texts for round trips: words of a training text, spaces, line ends, apostrophes, and code points of all planes.
final class Texts {
    static final String TRAINING = """
            Once upon a time a naïve cat sat. "The cat's mat," said the cat, "isn't the hat."

            The café's cat sat on the mat, and the the the hat sat on the cat. 日本語 😀😀
            """;

    private Texts() {
    }

    static Arbitrary<String> any() {
        Arbitrary<String> known = Arbitraries.of(List.of("the", " the", "The", " cat", "cat's", "hat", ",", "\"", "\n",
                "\n\n", " ", "  ", "\t", "\r\n", "'", "\u2019", "s", "é", " 日本語", "😀", "\u00A0", "\u0301", "_1", "</s>"));
        Arbitrary<String> unknown = Arbitraries.integers().between(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                .map(Character::toString);
        Arbitrary<String> latin = Arbitraries.integers().between(0, 0x180).map(Character::toString);
        return Arbitraries.oneOf(known, known, unknown, latin).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }
}
