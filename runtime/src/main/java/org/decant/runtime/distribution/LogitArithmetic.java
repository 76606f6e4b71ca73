package org.decant.runtime.distribution;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.decant.runtime.diagnostic.DecantException;

/// Sums, differences and multiples of logits, token by token. Pending logits stay pending until a value of the result
/// is read, so that the calls on both sides of a sum join one pass.
///
/// It is the arithmetic of float64 with one exception: what infinities leave undefined (minus infinity less minus
/// infinity, or times 0) is minus infinity, so a token that both sides exclude stays excluded. A difference is plus
/// infinity where only the second side excludes a token, and no distribution can be made of it.
public final class LogitArithmetic {

    private LogitArithmetic() {
    }

    /// @throws DecantException where the vocabularies differ
    public static Logits add(Logits a, Logits b) {
        if (a.vocabulary() == b.vocabulary() && (a.undrawn() != null || b.undrawn() != null)) {
            return b.undrawn() != null ? b.undrawn().plus(a) : a.undrawn().plus(b);
        }
        return combine(a, b, Double::sum);
    }

    /// The sum of several: of as many pending calls, which run as one pass.
    ///
    /// @throws DecantException where there are none, or the vocabularies differ
    public static Logits sum(List<Logits> several) {
        if (several.isEmpty()) {
            throw new DecantException("the sum of no logits", "give at least one");
        }
        return several.stream().reduce(LogitArithmetic::add).orElseThrow();
    }

    /// @throws DecantException where the vocabularies differ
    public static Logits subtract(Logits a, Logits b) {
        return combine(a, b, (x, y) -> x - y);
    }

    /// @throws DecantException where the factor is not finite
    public static Logits scale(Logits logits, double factor) {
        Parameter.checkFinite("the multiplication of logits", "factor", factor);
        return new Logits(logits.vocabulary(), () -> {
            double[] result = logits.values().clone();
            for (int id = 0; id < result.length; id++) {
                boolean undefined = factor == 0 && Double.isInfinite(result[id]);
                result[id] = undefined ? Double.NEGATIVE_INFINITY : result[id] * factor;
            }
            return result;
        });
    }

    /// @throws DecantException where the divisor is 0 or not a number
    public static Logits divide(Logits logits, double divisor) {
        Parameter.check(Double.isFinite(1 / divisor), "the division of logits", "divisor", divisor, "a number other than 0");
        return scale(logits, 1 / divisor);
    }

    private static Logits combine(Logits a, Logits b, DoubleBinaryOperator operation) {
        if (a.vocabulary() != b.vocabulary()) {
            throw new DecantException("one side's logits are for the vocabulary " + a.vocabulary().name()
                    + ", the other's for " + b.vocabulary().name(), "take both from models that share a vocabulary");
        }
        return new Logits(a.vocabulary(), () -> {
            double[] ofA = a.values();
            double[] ofB = b.values();
            double[] result = new double[ofA.length];
            for (int id = 0; id < result.length; id++) {
                double value = operation.applyAsDouble(ofA[id], ofB[id]);
                boolean undefined = Double.isNaN(value) && !Double.isNaN(ofA[id]) && !Double.isNaN(ofB[id]);
                result[id] = undefined ? Double.NEGATIVE_INFINITY : value;
            }
            return result;
        });
    }
}
