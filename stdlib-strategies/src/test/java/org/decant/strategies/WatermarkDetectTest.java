package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.random.KeyedNumbers;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Kuditipudi et al., 2023: p-values are small for watermarked texts and uniform for others.
class WatermarkDetectTest {
    private static final int TEXTS = 8;
    private static final int RESAMPLES = 29;

    private static final long SEED = Library.seed("watermark_detect");
    private static final TableModel TARGET = TableModel.random(new Random(SEED), SymbolTokenizer.letters("letters", 12, false), 1,
            TableShape.FLAT);

    @Test
    void watermarkedTextsAreFound() {
        for (int key = 0; key < TEXTS; key++) {
            assertTrue(pValue(watermarked(key, "exponential", 30), key, "exponential", 0) <= 0.05, "exponential, key " + key);
            assertTrue(pValue(watermarked(key, "inverse", 60), key, "inverse", 0) <= 0.05, "inverse, key " + key);
        }
    }

    @Test
    void plainTextsAndOtherKeysAreNotFound() {
        double sum = 0;
        int small = 0;
        for (int key = 0; key < 2 * TEXTS; key++) {
            String text = key % 2 == 0 ? watermarked(key + 1000, "exponential", 20)
                    : Library.run("nucleus", Map.of("target", TARGET, "p", 1.0), "a", 20, SEED + key).text();
            double p = pValue(text, key, "exponential", 0);
            assertTrue(p >= 1.0 / (RESAMPLES + 1) && p <= 1, "p " + p);
            sum += p;
            small += p <= 0.05 ? 1 : 0;
        }
        double mean = sum / (2 * TEXTS);
        assertTrue(mean > 0.25 && mean < 0.75, "mean " + mean);
        assertTrue(small <= 5, small + " of " + 2 * TEXTS + " are small");
    }

    @Test
    void aGapCostFindsTextsWithTokensLeftOut() {
        for (int key = 0; key < 2; key++) {
            String text = watermarked(key, "exponential", 24);
            String cut = text.substring(0, 8) + text.substring(9, 16) + text.substring(17);
            assertTrue(pValue(cut, key, "exponential", 0.5) <= 0.05, "key " + key);
        }
    }

    @Test
    void thePValueIsThatOfTheDefinition() {
        Random random = new Random(Library.seed("watermark_detect, definition"));
        Set<Double> seen = new HashSet<>();
        for (int round = 0; round < 60; round++) {
            String method = round % 2 == 0 ? "exponential" : "inverse";
            int key = random.nextInt(1000);
            int length = 2 + random.nextInt(4);
            int block = random.nextInt(4);
            double gap = round % 3 == 0 ? 0 : 0.1 * (1 + random.nextInt(5));
            String text = Library.run("watermark", Map.of("target", TARGET, "key", key, "length", length, "method", method), "a",
                    2 + random.nextInt(3), random.nextInt()).text();
            double p = (Double) Library.run("watermark_detect", Map.of("target", TARGET, "text", text, "key", key, "length", length,
                    "method", method, "block", block, "gap", gap, "resamples", 9), "", 0, 0).value();
            List<Token> tokens = TARGET.vocabulary().encode(text);
            int smaller = 0;
            for (int r = 1; r <= 9; r++) {
                smaller += cost(tokens, key + 7919 * r, length, method, block, gap) <= cost(tokens, key, length, method, block, gap) ? 1 : 0;
            }
            assertEquals((smaller + 1) / 10.0, p, 1e-12, "round " + round + ": " + text + ", key " + key + ", length " + length
                    + ", " + method + ", block " + block + ", gap " + gap);
            seen.add(p);
        }
        assertTrue(seen.size() > 5, "p-values " + seen);
    }

    /// The smallest cost of all blocks at all places of the key sequence.
    private static double cost(List<Token> tokens, long key, int length, String method, int block, double gap) {
        int size = block == 0 ? tokens.size() : Math.min(block, tokens.size());
        double smallest = Double.POSITIVE_INFINITY;
        for (int first = 0; first + size <= tokens.size(); first++) {
            for (int start = 0; start < length; start++) {
                smallest = Math.min(smallest, aligned(tokens.subList(first, first + size), size, key, start, length, method, gap));
            }
        }
        return smallest;
    }

    /// The cost of the best way to go through all tokens and the first `numbers` numbers: a token meets a number, or one of
    /// them is left out. Without a cost of leaving out, none is.
    private static double aligned(List<Token> tokens, int numbers, long key, int start, int length, String method, double gap) {
        if (tokens.isEmpty() || numbers == 0) {
            return gap * (tokens.size() + numbers);
        }
        List<Token> before = tokens.subList(0, tokens.size() - 1);
        double met = aligned(before, numbers - 1, key, start, length, method, gap)
                + mismatch(tokens.getLast().id(), key, (start + numbers - 1) % length, method);
        return gap == 0 ? met : Math.min(met, gap + Math.min(aligned(before, numbers, key, start, length, method, gap),
                aligned(tokens, numbers - 1, key, start, length, method, gap)));
    }

    private static double mismatch(int token, long key, int position, String method) {
        if (method.equals("exponential")) {
            return Math.log(1 - KeyedNumbers.uniform(key, position, token));
        }
        return (0.5 - KeyedNumbers.uniform(key, position, 0)) * (KeyedNumbers.uniform(key, -1, token) - 0.5);
    }

    @Test
    void anEmptyTextGivesOne() {
        assertEquals(1.0, pValue("", 1, "exponential", 0));
    }

    private String watermarked(int key, String method, int tokens) {
        return Library.run("watermark", Map.of("target", TARGET, "key", key, "length", length(method), "method", method), "a", tokens,
                SEED + key).text();
    }

    private double pValue(String text, int key, String method, double gap) {
        Map<String, Object> arguments = new HashMap<>(Map.of("target", TARGET, "text", text, "key", key, "length", length(method),
                "method", method, "gap", gap, "resamples", gap == 0 ? RESAMPLES : 19));
        return (Double) Library.run("watermark_detect", arguments, "", 0, 0).value();
    }

    /// Of the key sequence. The inverse method says less with each token, and less still where numbers are used again.
    private static int length(String method) {
        return method.equals("inverse") ? 60 : 20;
    }
}
