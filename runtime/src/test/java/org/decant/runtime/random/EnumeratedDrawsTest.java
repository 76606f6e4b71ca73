package org.decant.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.EnumeratedDraws;
import org.decant.runtime.fixture.Vocabularies;
import org.junit.jupiter.api.Test;

/// The tests' own tool has to be right too.
class EnumeratedDrawsTest {

    @Test
    void everyWayIsTakenOnceWithItsProbability() {
        Dist dist = Dist.ofWeights(Vocabularies.letters(3, false), new double[] {1, 0, 3});
        int[] runs = {0};
        Map<String, Double> found = EnumeratedDraws.distribution(draws -> {
            runs[0]++;
            String first = draws.sample(dist).text();
            return draws.flip(0.5) ? first : first + draws.choose(new double[] {2, 0, 6});
        });
        assertEquals(Map.of("a", 0.125, "c", 0.375, "a0", 0.03125, "a2", 0.09375, "c0", 0.09375, "c2", 0.28125), found);
        assertEquals(6, runs[0]);
    }

    @Test
    void certainFlipsHaveOneWay() {
        assertEquals(Map.of(true, 1.0), EnumeratedDraws.distribution(draws -> draws.flip(1)));
        assertEquals(Map.of(false, 1.0), EnumeratedDraws.distribution(draws -> draws.flip(0)));
    }

    @Test
    void aShuffleHasEveryOrder() {
        Map<String, Double> orders = EnumeratedDraws.distribution(draws -> Arrays.toString(draws.shuffle(3)));
        assertEquals(6, orders.size());
        orders.values().forEach(probability -> assertEquals(1.0 / 6, probability, 1e-12));
    }

    @Test
    void aRunThatIsNotDeterminedByItsDrawsIsFound() {
        int[] runs = {0};
        assertThrows(IllegalStateException.class,
                () -> EnumeratedDraws.distribution(draws -> draws.flip(0.1 * ++runs[0])));
    }

    @Test
    void aContinuumCannotBeEnumerated() {
        assertThrows(UnsupportedOperationException.class, () -> EnumeratedDraws.distribution(Draws::uniform));
        assertThrows(UnsupportedOperationException.class, () -> EnumeratedDraws.distribution(draws -> draws.gumbel(2)));
    }
}
