package org.decant.runtime.distribution;

import static org.decant.runtime.distribution.Samples.EXCLUDED;
import static org.decant.runtime.distribution.Samples.applied;
import static org.decant.runtime.distribution.Samples.only;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class TemperTest {

    @Property(tries = 400)
    void raisesProbabilitiesToThePowerOfTheInverse(@ForAll double[] scores,
            @ForAll @DoubleRange(min = 0.1, max = 5) @Scale(6) double temperature) {
        double[] powers = Arrays.stream(Samples.probabilities(scores)).map(p -> Math.pow(p, 1 / temperature)).toArray();
        double sum = Arrays.stream(powers).sum();
        double[] expected = Arrays.stream(powers).map(power -> power / sum).toArray();
        assertArrayEquals(expected, Samples.probabilities(applied(Temper.of(temperature), scores)), 1e-12);
    }

    @Property(tries = 400)
    void atZeroOnlyTheFirstLargestStays(@ForAll double[] scores) {
        assertArrayEquals(only(scores, Samples.order(scores, scores)[0]), applied(Temper.of(0), scores));
    }

    @Test
    void dividesLogits() {
        assertArrayEquals(new double[] {4, -2, EXCLUDED}, applied(Temper.of(0.5), 2, -1, EXCLUDED));
    }

    @Test
    void tinyTemperaturesDoNotOverflow() {
        double[] scores = {-3, -2, -3, EXCLUDED, -2};
        assertArrayEquals(new double[] {EXCLUDED, 0, EXCLUDED, EXCLUDED, 0},
                applied(Temper.of(Double.MIN_VALUE), scores));
    }
}
