package org.decant.models.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Stories hang together: every frame, with many casts.
class StoryTest {
    private static final int STORIES = 3000;

    private static List<Story> stories() {
        return LongStream.range(0, STORIES).mapToObj(i -> Story.tell(Choices.of(11, "story test", i))).toList();
    }

    @Test
    void everyFrameIsToldAndIsCleanText() {
        Map<String, Integer> told = new HashMap<>();
        for (Story story : stories()) {
            told.merge(story.frame(), 1, Integer::sum);
            String text = story.text();
            assertFalse(text.matches("(?s).*([{}<>()|]|  | [.,!?]|[.,]{2}).*"), text);
            assertEquals(0, text.chars().filter(c -> c == '"').count() % 2, text);
            assertTrue(Character.isUpperCase(text.charAt(0)) && text.matches("(?s).*[.!?]\"?"), text);
            assertFalse(text.matches("(?s).*\\b[Aa] [aeio][a-z]*.*|.*\\b[Aa]n (?!hour)[^aeiou].*"), text);
        }
        assertEquals(new HashSet<>(Story.frames()), told.keySet());
        told.forEach((frame, count) -> assertTrue(count > STORIES / Story.frames().size() / 2, frame + " " + count));
    }

    @Test
    void sentencesBeginWithCapitalLetters() {
        for (Story story : stories()) {
            assertFalse(story.text().matches("(?s).*[.!?] \"?[a-z].*"), story.text());
        }
    }

    @Test
    void questionsAreAnsweredByTheText() {
        Set<String> asked = new HashSet<>();
        for (Story story : stories()) {
            assertTrue(story.questions().size() >= 3, story.frame() + ": " + story.questions());
            for (Story.Question question : story.questions()) {
                assertTrue(story.text().contains(question.answer()), question + " in " + story.text());
                assertTrue(question.text().endsWith("?") && Character.isUpperCase(question.text().charAt(0)), question.text());
                asked.add(question.text());
            }
        }
        assertTrue(asked.size() > STORIES, "questions vary: " + asked.size());
    }

    /// The thing that is lost first is the thing that is found; nobody appears under two names.
    @Test
    void theLostThingIsFound() {
        int lost = 0;
        for (Story story : stories()) {
            if (!story.frame().equals("lost")) {
                continue;
            }
            lost++;
            String first = story.parts().getFirst();
            String thing = story.questions().getFirst().text().replace("Who lost the ", "").replace("?", "");
            assertTrue(first.contains(thing) && story.text().contains("There was the " + thing + "!"), story.text());
            Set<String> names = new HashSet<>();
            for (String word : story.text().split("[^\\p{L}]+")) {
                if (World.people().stream().anyMatch(person -> person.name().equals(word))) {
                    names.add(word);
                }
            }
            assertEquals(2, names.size(), story.text());
        }
        assertTrue(lost > 50);
    }

    @Test
    void wordsAreEnoughAndNotTooMany() {
        Map<String, Integer> words = new HashMap<>();
        for (Story story : stories()) {
            for (String word : story.text().split("[^\\p{L}]+")) {
                words.merge(word.toLowerCase(), 1, Integer::sum);
            }
        }
        assertTrue(words.size() > 1000 && words.size() < 2000, "distinct words: " + words.size());
    }

    @Test
    void listsHaveNoWordTwice() {
        Set<String> nouns = new HashSet<>();
        World.nouns().forEach(noun -> assertTrue(nouns.add(noun.one()), noun.one()));
        Set<String> names = new HashSet<>();
        World.people().forEach(person -> assertTrue(names.add(person.name()), person.name()));
        World.words("petname").forEach(name -> assertTrue(names.add(name), name));
    }
}
