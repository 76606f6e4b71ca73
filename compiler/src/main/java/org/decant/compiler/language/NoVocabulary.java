package org.decant.compiler.language;

import java.util.BitSet;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;

/// The vocabulary of runs without a model: it has no tokens, so only the empty prompt is one of its contexts.
public final class NoVocabulary {
    public static final Vocabulary INSTANCE = new Vocabulary("no model", new byte[0][], new BitSet(), new BitSet(),
            NoVocabulary::encode);

    private NoVocabulary() {
    }

    private static int[] encode(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        throw new DecantException("there is a prompt, but no model whose tokens it could be made of",
                "leave the prompt out: the strategy takes no model");
    }
}
