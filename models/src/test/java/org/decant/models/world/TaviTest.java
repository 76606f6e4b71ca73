package org.decant.models.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.models.world.Tavi.Tense;
import org.junit.jupiter.api.Test;

class TaviTest {

    private static final Place GARDEN = new Place("in", "garden", "outdoor");
    private static final Verb SEE = new Verb("see", "saw", "any");

    private static Clause clause(String subject, Verb verb, String noun, String adjective, int count) {
        Noun object = World.nouns().stream().filter(known -> known.one().equals(noun)).findFirst().orElseThrow();
        return new Clause(subject, "", verb, object, adjective, count, GARDEN, "");
    }

    /// Sentences translated by hand with the dictionary.
    @Test
    void sentencesByHand() {
        assertEquals(new Tavi("Mira saw a ball in the garden.", "Delo ne Mira tazon ropis."),
                Tavi.of(clause("Mira", SEE, "ball", "", 1), Tense.PAST, false, true));
        assertEquals(new Tavi("Tom will eat an apple.", "Tom konon lupos."),
                Tavi.of(clause("Tom", new Verb("eat", "ate", "food"), "apple", "", 1), Tense.FUTURE, false, false));
        assertEquals(new Tavi("Lena did not see two red balls in the garden.", "Delo ne Lena tazoin nimai du nu ropis."),
                Tavi.of(clause("Lena", SEE, "ball", "red", 2), Tense.PAST, true, true));
        assertEquals(new Tavi("Lena will not see some warm bread.", "Lena bopon kega nu ropos."),
                Tavi.of(clause("Lena", SEE, "bread", "warm", 1), Tense.FUTURE, true, false));
    }

    @Test
    void drawnSentencesHaveAllKindsAndOneTranslation() {
        Map<String, String> found = new HashMap<>();
        for (long i = 0; i < 5000; i++) {
            Tavi pair = Tavi.draw(Choices.of(1, "tavi test", i));
            assertEquals(pair.tavi(), found.getOrDefault(pair.english(), pair.tavi()));
            found.put(pair.english(), pair.tavi());
        }
        for (String part : List.of(" will ", " did not ", " will not ", " two ", " on the ", " at the ")) {
            assertTrue(found.keySet().stream().anyMatch(text -> text.contains(part)), part);
        }
    }

    @Test
    void noStemStandsForTwoWords() {
        Set<String> stems = new HashSet<>();
        for (List<String> lines : WordFile.sections("tavi.txt").values()) {
            for (String entry : WordFile.words(lines)) {
                assertTrue(stems.add(entry.split("=")[1]), entry);
            }
        }
    }

    @Test
    void everyWordOfTheDictionaryIsAWordOfTheWorld() {
        Set<String> known = new HashSet<>();
        World.nouns().forEach(noun -> known.add(noun.one()));
        for (String kind : List.of("outdoor", "indoor", "shelter")) {
            World.places(kind).forEach(place -> known.add(place.noun()));
        }
        for (String kind : List.of("any", "food", "animal", "made", "clothing", "reading", "instrument")) {
            World.verbs(kind).forEach(verb -> known.add(verb.base()));
        }
        for (String kind : List.of("colour", "size", "quality", "animal", "food")) {
            known.addAll(World.words(kind));
        }
        Map<String, List<String>> sections = WordFile.sections("tavi.txt");
        for (String heading : List.of("noun", "place", "verb", "adjective")) {
            for (String entry : WordFile.words(sections.get(heading))) {
                assertTrue(known.contains(entry.split("=")[0]), entry);
            }
        }
    }
}
