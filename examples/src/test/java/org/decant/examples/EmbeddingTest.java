package org.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.RunResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddingTest {
    private static Decant decant;
    private static Embedding embedding;

    @BeforeAll
    static void open() {
        decant = Decant.create();
        embedding = new Embedding(decant);
    }

    @AfterAll
    static void close() {
        decant.close();
    }

    @Test
    void aStoryIsTheSameForItsSeed() {
        String story = embedding.story("Once upon a time");
        assertTrue(story.length() > 40, story);
        assertEquals(story, embedding.story("Once upon a time"));
    }

    @Test
    void textComesInPieces() {
        List<String> pieces = new ArrayList<>();
        embedding.stream("Once upon a time", pieces::add);
        assertTrue(pieces.size() > 3, pieces.toString());
        assertTrue(pieces.stream().noneMatch(piece -> piece.contains(".")), pieces.toString());
    }

    @Test
    void ranksFallFromTheBest() {
        Map<String, Double> ranked = embedding.ranked("The old woman");
        List<Double> scores = new ArrayList<>(ranked.values());
        List<Double> sorted = new ArrayList<>(scores);
        sorted.sort(Collections.reverseOrder());
        assertEquals(sorted, scores);
        assertTrue(scores.getFirst() < 0 && ranked.size() > 1, ranked.toString());
    }

    @Test
    void costsAreCounted() {
        String cost = embedding.cost("The king");
        assertTrue(cost.matches("[0-9]+ tokens in [0-9]+ passes of ngram:builtin; [0-9]+ of [0-9]+ drafted tokens accepted"), cost);
    }

    @Test
    void runsSideBySideAreThoseOneAfterAnother() throws Exception {
        List<String> prompts = List.of("The king", "The queen", "One day", "The king", "Once", "The river");
        List<String> texts = embedding.several(prompts);
        for (int i = 0; i < 2; i++) {
            assertEquals(texts, embedding.several(prompts));
        }
        assertEquals(prompts.size(), texts.size());
    }

    @Test
    void mistakesHaveTheirPlace() {
        assertEquals(List.of(), embedding.mistakes("strategy s(target: Model) { emit argmax(target(output)) }"));
        assertEquals(List.of("2:8: there is nothing called `argmx` here (did you mean `argmax`?)"),
                embedding.mistakes("strategy s(target: Model) {\n  emit argmx(target(output))\n}"));
    }

    @Test
    void aTimeEndsARunThatWouldNotEnd() {
        RunResult result = embedding.within(Duration.ofMillis(100), "One day");
        assertTrue(result.interrupted());
        assertTrue(result.time().compareTo(Duration.ofSeconds(5)) < 0, result.time().toString());
    }

    @Test
    void polyglotProgramsCallFunctionsAndStrategies() {
        assertEquals(Math.exp(1.5), Polyglot.perplexity(-1, -2), 1e-12);
        String text = Polyglot.greedy(decant.catalog().open("ngram:builtin", null), "Once upon a");
        assertTrue(text.startsWith(" time"), text);
    }
}
