package org.decant.runtime.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;

class SymbolTokenizerTest {
    private static final Vocabulary VOCABULARY =
            SymbolTokenizer.vocabulary("toy", List.of("a", "ab", "b", " cd", "é", "</s>"), "</s>");

    @Test
    void takesTheLongestSymbol() {
        assertEquals(List.of("ab", "b", "a", " cd", "é"), VOCABULARY.encode("abba cdé").stream().map(Token::text).toList());
        assertEquals(5, VOCABULARY.end());
        assertEquals(List.of(), VOCABULARY.encode(""));
    }

    @Test
    void namesTheCharacterThatMatchesNothing() {
        String message = message(() -> VOCABULARY.encode("é😀a"));
        assertTrue(message.contains("`😀`, its character 2"), message);
        assertTrue(message.contains("`a`, `ab`, `b`"), message);
        assertTrue(message(() -> VOCABULARY.encode("a b")).contains("without spaces"));
    }

    @Test
    void theEndSymbolIsNeverReadFromText() {
        assertTrue(message(() -> VOCABULARY.encode("</s>")).contains("`<`"));
    }

    @Test
    void refusesVocabulariesThatAreNone() {
        assertTrue(message(() -> SymbolTokenizer.vocabulary("x", List.of(), null)).contains("no symbols"));
        assertTrue(message(() -> SymbolTokenizer.vocabulary("x", List.of("a", "a"), null)).contains("`a` twice"));
        assertTrue(message(() -> SymbolTokenizer.vocabulary("x", List.of(""), null)).contains("empty symbol"));
        assertTrue(message(() -> SymbolTokenizer.vocabulary("x", List.of("a"), "b")).contains("`b` is not in"));
    }

    @Test
    void lettersAreDistinctHoweverMany() {
        Vocabulary letters = SymbolTokenizer.letters("letters", 60, true);
        assertEquals(60, letters.size());
        assertEquals("a", letters.text(0));
        assertEquals(59, letters.end());
        StringBuilder all = new StringBuilder();
        for (int id = 0; id < 59; id++) {
            all.append(letters.text(id));
        }
        assertEquals(59, letters.encode(all.toString()).size());
        assertEquals(-1, SymbolTokenizer.letters("letters", 3, false).end());
    }

    private static String message(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(DecantException.class, action).getMessage();
    }
}
