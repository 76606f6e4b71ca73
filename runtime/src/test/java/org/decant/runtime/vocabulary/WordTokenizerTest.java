package org.decant.runtime.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WordTokenizerTest {
    private static final Vocabulary VOCABULARY = WordTokenizer.vocabulary("words", Texts.TRAINING, 1000);

    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }

    @Property(tries = 500)
    void everyTextComesBack(@ForAll("texts") String text) {
        assertEquals(text, Vocabulary.decode(VOCABULARY.encode(text)));
        assertTrue(VOCABULARY.encode(text).stream().noneMatch(Token::isEnd));
    }

    @Test
    void wordsTakeTheSpaceBeforeThemAndMarksStandApart() {
        assertEquals(List.of("The", " cat's", " mat", ",", "\"", " said", " \"", "The", "\n", "\n"),
                texts(VOCABULARY, "The cat's mat,\" said \"The\n\n"));
    }

    @Test
    void ofSeveralSpacesTheLastGoesWithTheWord() {
        assertEquals(List.of(" ", " ", " cat", " ", "\n", "The"), texts(VOCABULARY, "   cat \nThe"));
    }

    @Test
    void aWordSeenOnlyAtTheBeginningIsKnownAfterASpaceToo() {
        assertEquals(List.of("The", " ", "Once"), texts(VOCABULARY, "The Once"));
    }

    @Test
    void anUnknownWordIsSpeltInBytes() {
        assertEquals(List.of(" the", " ", "d", "o", "g"), texts(VOCABULARY, " the dog"));
        assertEquals(3, VOCABULARY.encode("語").size());
    }

    @Test
    void noTwoTokensHaveTheSameBytes() {
        Set<String> seen = new HashSet<>();
        for (int id = 0; id < VOCABULARY.size(); id++) {
            assertTrue(seen.add(new String(VOCABULARY.bytes(id), java.nio.charset.StandardCharsets.ISO_8859_1)));
        }
        assertTrue(VOCABULARY.isEnd(256));
        assertEquals("Once", VOCABULARY.text(257));
    }

    @Test
    void theLimitKeepsTheMostFrequentWords() {
        Vocabulary three = WordTokenizer.vocabulary("words", "b aa aa cc cc cc dd ee ee ee", 2);
        assertEquals(259, three.size());
        assertEquals(List.of(" cc", " ee"), List.of(three.text(257), three.text(258)));
    }

    @Test
    void longWordsAreCut() {
        String text = "x".repeat(1000);
        Vocabulary vocabulary = WordTokenizer.vocabulary("words", text, 1000);
        assertEquals(text, Vocabulary.decode(vocabulary.encode(text)));
        for (int id = 0; id < vocabulary.size(); id++) {
            assertFalse(vocabulary.bytes(id).length > 64);
        }
    }

    private static List<String> texts(Vocabulary vocabulary, String text) {
        return vocabulary.encode(text).stream().map(Token::text).toList();
    }
}
