package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
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
