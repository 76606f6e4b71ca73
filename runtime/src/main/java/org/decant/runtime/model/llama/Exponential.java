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
        FloatVector bounded = x.max(LEAST).min(MOST);
        FloatVector rounded = bounded.fma(Lanes.all(LOG2_E), Lanes.all(ROUND));
        FloatVector n = rounded.sub(ROUND);
        FloatVector r = n.fma(Lanes.all(-LN2_HIGH), bounded);
        r = n.fma(Lanes.all(-LN2_LOW), r);
        FloatVector sum = Lanes.all(1f / 5040);
        sum = sum.fma(r, Lanes.all(1f / 720));
        sum = sum.fma(r, Lanes.all(1f / 120));
        sum = sum.fma(r, Lanes.all(1f / 24));
        sum = sum.fma(r, Lanes.all(1f / 6));
        sum = sum.fma(r, Lanes.all(0.5f));
        sum = sum.fma(r, Lanes.all(1));
        sum = sum.fma(r, Lanes.all(1));
        IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(127 << 23);
        return sum.mul(power.reinterpretAsFloats());
    }
}
