package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.decant.compiler.host.RunResult;
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

    /// The paper's claims: the output has all phrases, where that of beam search has few of them; and passes do not grow with them.
    @Test
    void smallModelsUseAllWordsToo() {
        List<Trained.Item> items = Trained.items("keywords", 5);
        double beam = Trained.mean(items, item -> used(item, Library.run("beam", Map.of("target", Trained.BYTES, "width", 8), item.prompt(),
                20, 0).text()));
        long[] passes = new long[1];
        double constrained = Trained.mean(items, item -> {
            RunResult result = Library.run("dynamic_beam_allocation", Map.of("target", Trained.BYTES, "width", 8, "phrases",
                    words(item).map(word -> " " + word).toList()), item.prompt(), 20, 0);
            passes[0] = Math.max(passes[0], Library.passes(result));
            return used(item, result.text());
        });
        System.out.printf("dynamic_beam_allocation: %.0f%% of the words are used, %.0f%% by beam search; at most %d passes for 20 tokens%n",
                100 * constrained, 100 * beam, passes[0]);
        assertEquals(1, constrained);
        assertTrue(beam < 0.8 && passes[0] <= 20, beam + ", " + passes[0] + " passes");
    }

    private static Stream<String> words(Trained.Item item) {
        return Stream.of(item.field("Words").split(", "));
    }

    /// The share of an item's words that an output has.
    private static double used(Trained.Item item, String output) {
        return words(item).mapToInt(word -> output.contains(word) ? 1 : 0).average().orElseThrow();
    }
}
