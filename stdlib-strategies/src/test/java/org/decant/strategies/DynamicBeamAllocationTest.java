package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Post and Vilar, 2018: every phrase is in the output; a beam wide enough finds the most likely output that has them.
class DynamicBeamAllocationTest {
    /// No letter twice, so that what a hypothesis has met does not depend on where it looks for it.
    private static final List<List<String>> PHRASES = List.of(List.of("b"), List.of("ab"), List.of("ba"), List.of("a", "b"),
            List.of("ab", "c"), List.of("c", "ba"), List.of("cab"), List.of("b", "c", "a"), List.of());
    private static final TableShape[] SHAPES = {TableShape.VARIED, TableShape.FLAT, TableShape.PEAKED};

    @Test
    void aWideBeamFindsTheBestOutputWithThePhrases() {
        Random random = new Random(Library.seed("dynamic_beam_allocation"));
        for (int round = 0; round < 54; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, SHAPES[round % 3]);
            List<String> phrases = PHRASES.get(round % PHRASES.size());
            int tokens = String.join("", phrases).length();
            int horizon = Math.max(1, tokens + random.nextInt(5 - tokens));
            int width = (tokens + 1) * (int) Math.pow(4, horizon);
            Map<List<Token>, Double> outputs = Oracle.ancestral(target, "a", horizon);
            double best = outputs.entrySet().stream().filter(output -> has(output.getKey(), phrases))
                    .mapToDouble(Map.Entry::getValue).max().orElseThrow();
            RunResult result = Library.run("dynamic_beam_allocation", Map.of("target", target, "phrases", phrases, "width",
                    width, "alpha", 0.0), "a", horizon, round);
            assertEquals(best, outputs.get(result.tokens()), 1e-12, "round " + round + ", " + phrases + ": " + result.tokens());
            assertTrue(has(result.tokens(), phrases), "round " + round + ", " + phrases + ": " + result.tokens());
        }
    }

    @Test
    void aNarrowBeamKeepsThePhrasesToo() {
        Random random = new Random(Library.seed("dynamic_beam_allocation, narrow"));
        for (int round = 0; round < 90; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, SHAPES[round % 3]);
            List<String> phrases = PHRASES.get(round % PHRASES.size());
            int horizon = String.join("", phrases).length() + 1 + random.nextInt(8);
            int width = 1 + random.nextInt(6);
            RunResult result = Library.run("dynamic_beam_allocation", Map.of("target", target, "phrases", phrases, "width",
                    width), "a", horizon, round);
            assertTrue(has(result.tokens(), phrases), "round " + round + ", width " + width + ", " + phrases + ": "
                    + result.tokens());
            assertTrue(Library.contexts(result) <= 1 + (long) width * (horizon - 1), "round " + round);
        }
    }

    private static boolean has(List<Token> tokens, List<String> phrases) {
        StringBuilder text = new StringBuilder();
        tokens.stream().filter(token -> !token.isEnd()).forEach(token -> text.append(token.text()));
        return phrases.stream().allMatch(phrase -> text.indexOf(phrase) >= 0);
    }

    @Test
    void morePhrasesTakeNoMorePasses() {
        ForwardModel words = Library.words();
        List<List<String>> phrases = List.of(List.of(" river"), List.of(" river", " old man"),
                List.of(" river", " old man", " the king", " water"));
        StringBuilder figures = new StringBuilder();
        int plain = 0;
        for (List<String> wanted : phrases) {
            RunResult free = Library.run("beam", Map.of("target", words, "width", 10), "Once there was a ", 24, 0);
            RunResult result = Library.run("dynamic_beam_allocation", Map.of("target", words, "phrases", wanted), "Once there was a ",
                    24, 0);
            plain += (int) wanted.stream().filter(free.text()::contains).count();
            assertTrue(wanted.stream().allMatch(result.text()::contains), wanted + ": " + result.text());
            assertTrue(Library.passes(result) <= 24);
            figures.append(wanted.size()).append(wanted.size() == 1 ? " phrase: " : " phrases: ").append(Library.passes(result))
                    .append(" passes of ").append(Library.contexts(result)).append(" contexts; ");
        }
        System.out.println("dynamic_beam_allocation: " + figures + "beam search has " + plain + " of 7 phrases");
        assertTrue(plain < 7);
    }
}
