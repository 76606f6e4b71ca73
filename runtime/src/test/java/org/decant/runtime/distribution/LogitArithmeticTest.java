package org.decant.runtime.distribution;

import static org.decant.runtime.distribution.Samples.EXCLUDED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class LogitArithmeticTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private final Vocabulary vocabulary = Samples.vocabulary(4);
    private final Logits a = new Logits(vocabulary, new double[] {1, 2, EXCLUDED, EXCLUDED});
    private final Logits b = new Logits(vocabulary, new double[] {0.5, EXCLUDED, 3, EXCLUDED});

    @Test
    void arithmeticByToken() {
        assertArrayEquals(new double[] {1.5, EXCLUDED, EXCLUDED, EXCLUDED}, LogitArithmetic.add(a, b).values());
        assertArrayEquals(new double[] {0.5, INFINITE, EXCLUDED, EXCLUDED}, LogitArithmetic.subtract(a, b).values());
        assertArrayEquals(new double[] {2.5, 5, EXCLUDED, EXCLUDED}, LogitArithmetic.scale(a, 2.5).values());
        assertArrayEquals(new double[] {2, 4, EXCLUDED, EXCLUDED}, LogitArithmetic.divide(a, 0.5).values());
        assertArrayEquals(new double[] {0, 0, EXCLUDED, EXCLUDED}, LogitArithmetic.scale(a, 0).values());
        assertArrayEquals(new double[] {-1, -2, INFINITE, INFINITE}, LogitArithmetic.scale(a, -1).values());
        assertArrayEquals(new double[] {1, 2, EXCLUDED, EXCLUDED}, a.values());
    }

    @Test
    void whatIsNotANumberStaysSo() {
        Logits broken = new Logits(vocabulary, new double[] {Double.NaN, 0, 0, 0});
        assertTrue(Double.isNaN(LogitArithmetic.add(broken, a).values()[0]));
        assertTrue(Double.isNaN(LogitArithmetic.subtract(a, broken).values()[0]));
        assertTrue(Double.isNaN(LogitArithmetic.scale(broken, 0).values()[0]));
    }

    @Test
    void nothingIsReadBeforeTheResultIs() {
        boolean[] read = {false};
        Logits pending = new Logits(vocabulary, () -> {
            read[0] = true;
            return new double[4];
        });
        Logits sum = LogitArithmetic.add(a, LogitArithmetic.scale(LogitArithmetic.subtract(pending, b), -0.5));
        assertTrue(!read[0]);
        sum.values();
        assertTrue(read[0]);
    }

    @Test
    void errors() {
        Logits foreign = new Logits(Samples.vocabulary(3), new double[3]);
        assertThrows(DecantException.class, () -> LogitArithmetic.add(a, foreign));
        assertThrows(DecantException.class, () -> LogitArithmetic.subtract(a, foreign));
        assertThrows(DecantException.class, () -> LogitArithmetic.scale(a, Double.NaN));
        assertThrows(DecantException.class, () -> LogitArithmetic.divide(a, 0));
    }
}
