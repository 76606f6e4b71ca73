package org.decant.strategies;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.runtime.model.table.TableModel;
import org.junit.jupiter.api.Test;

/// Holtzman et al., 2020: the smallest set of most likely tokens whose mass reaches p, renormalised.
class NucleusTest {

    @Test
    void tokensAreDrawnFromTheNucleus() {
        Random random = new Random(Library.seed("nucleus"));
        double[] temperatures = {1, 0.5, 2, 0};
        for (int round = 0; round < 48; round++) {
            TableModel target = Library.table(random, Library.letters(3 + random.nextInt(2)), 2, round);
            double p = round % 5 == 0 ? 1 : 0.05 + 0.9 * random.nextDouble();
            double temperature = temperatures[random.nextInt(temperatures.length)];
            int horizon = 1 + random.nextInt(3);
            Oracle.assertSameDistribution(
                    Oracle.outputs(Oracle.start(target, "a"), horizon,
                            context -> Oracle.nucleus(tempered(Oracle.probabilities(target, context), temperature), p)),
                    Library.distribution("nucleus", Map.of("target", target, "p", p, "temperature", temperature), "a",
                            horizon),
                    "round " + round + ", " + target.name() + ", p " + p + ", temperature " + temperature);
        }
    }

    /// Probabilities to the power of 1 / temperature, renormalised; at 0 all of the mass on the first most likely token.
    private static double[] tempered(double[] p, double temperature) {
        double most = Arrays.stream(p).max().orElseThrow();
        double[] tempered = new double[p.length];
        if (temperature == 0) {
            tempered[IntStream.range(0, p.length).filter(id -> p[id] == most).findFirst().orElseThrow()] = 1;
            return tempered;
        }
        Arrays.setAll(tempered, id -> Math.pow(p[id] / most, 1 / temperature));
        return Oracle.normalized(tempered);
    }
}
