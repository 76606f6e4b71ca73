package org.decant.runtime.distribution;

import java.util.Arrays;
import org.decant.runtime.context.Context;

/// Temperature: scores divided by `temperature`, so that probabilities become proportional to p^(1/temperature).
///
/// At temperature 0, the limit, only the token of the largest score stays, the one of the smallest id where several are
/// equal.
public record Temper(double temperature) implements Transform {

    public Temper {
        Parameter.check(temperature >= 0 && temperature < Double.POSITIVE_INFINITY, "temper", "temperature",
                temperature, "a finite number of at least 0");
    }

    /// @param temperature at least 0
    public static Temper of(double temperature) {
        return new Temper(temperature);
    }

    @Override
    public void apply(double[] scores, Context context) {
        double largest = Kernels.max(scores);
        if (!Double.isFinite(largest) || temperature == 1) {
            return;
        }
        if (temperature == 0) {
            int kept = Kernels.argmax(scores);
            Arrays.fill(scores, Double.NEGATIVE_INFINITY);
            scores[kept] = largest;
            return;
        }
        // A quotient can overflow at temperatures that are nearly 0; moved to a largest score of 0 it can not.
        double moved = Double.isFinite(largest / temperature) ? 0 : largest;
        for (int id = 0; id < scores.length; id++) {
            scores[id] = (scores[id] - moved) / temperature;
        }
    }

    @Override
    public String describe() {
        return "temper(" + temperature + ")";
    }
}
