package org.decant.runtime.vocabulary;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Vocabularies whose tokens are called by their numbers, for distributions that are written down rather than given by a
/// model. There is one of each size.
public final class NumberedVocabulary {
    private static final Map<Integer, Vocabulary> BY_SIZE = new ConcurrentHashMap<>();

    private NumberedVocabulary() {
    }

    public static Vocabulary of(int size) {
        return BY_SIZE.computeIfAbsent(size, NumberedVocabulary::make);
    }

    private static Vocabulary make(int size) {
        return SymbolTokenizer.vocabulary("of " + size + " numbers",
                IntStream.range(0, size).mapToObj(Integer::toString).toList(), null);
    }
}
