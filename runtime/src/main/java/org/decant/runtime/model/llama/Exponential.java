package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// The exponential function on vectors, to about one unit in the last place, the same on every machine.
///
/// exp(x) = 2^n · exp(r) with n the whole number nearest to x / ln 2, so that |r| is at most ln(2) / 2; exp(r) is its
/// Taylor polynomial of degree 7, 2^n is put together from its bits.
final class Exponential {
    private static final float LEAST = -87;
    private static final float MOST = 88;
    private static final float LOG2_E = 1.44269504f;
    /// ln 2 in two parts, the first exact in few bits, so that n times it is exact.
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /// Adding it rounds to a whole number, which the low bits of the sum then hold.
    private static final float ROUND = 12_582_912f;
    /// The same numbers as vectors, which are less to compile than calls that make them: a loop with too many loses some of its calls.
    private static final FloatVector LEASTS = Lanes.all(LEAST);
    private static final FloatVector MOSTS = Lanes.all(MOST);
    private static final FloatVector PER_TWO = Lanes.all(LOG2_E);
    private static final FloatVector ROUNDING = Lanes.all(ROUND);
    private static final FloatVector MINUS_HIGH = Lanes.all(-LN2_HIGH);
    private static final FloatVector MINUS_LOW = Lanes.all(-LN2_LOW);
    private static final FloatVector E7 = Lanes.all(1f / 5040);
    private static final FloatVector E6 = Lanes.all(1f / 720);
    private static final FloatVector E5 = Lanes.all(1f / 120);
    private static final FloatVector E4 = Lanes.all(1f / 24);
    private static final FloatVector E3 = Lanes.all(1f / 6);
    private static final FloatVector E2 = Lanes.all(0.5f);
    private static final FloatVector ONE = Lanes.all(1);

    private Exponential() {
    }

    /// The same for one number, bit for bit.
    static float of(float x) {
        float bounded = Math.min(Math.max(x, LEAST), MOST);
        float rounded = Math.fma(bounded, LOG2_E, ROUND);
        float n = rounded - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, bounded));
        float sum = 1f / 5040;
        sum = Math.fma(sum, r, 1f / 720);
        sum = Math.fma(sum, r, 1f / 120);
        sum = Math.fma(sum, r, 1f / 24);
        sum = Math.fma(sum, r, 1f / 6);
        sum = Math.fma(sum, r, 0.5f);
        sum = Math.fma(sum, r, 1);
        sum = Math.fma(sum, r, 1);
        return sum * Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + (127 << 23));
    }

    /// Arguments below -87 give about 1e-38, those above 88 about 1e38.
    static FloatVector of(FloatVector x) {
        FloatVector bounded = x.blend(LEASTS, x.compare(VectorOperators.LT, LEASTS));
        bounded = bounded.blend(MOSTS, bounded.compare(VectorOperators.GT, MOSTS));
        FloatVector rounded = bounded.fma(PER_TWO, ROUNDING);
        FloatVector n = rounded.sub(ROUNDING);
        FloatVector r = n.fma(MINUS_LOW, n.fma(MINUS_HIGH, bounded));
        FloatVector sum = E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2).fma(r, ONE).fma(r, ONE);
        IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(127 << 23);
        return sum.mul(power.reinterpretAsFloats());
    }
}
