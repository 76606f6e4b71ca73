package org.decant.runtime.tensor.cpu;

/// The element-wise functions on numbers, as generated loops call them. [VectorOperations] has the same ones on vectors.
public final class ScalarOperations {
    static final double LOG2_E = 1.4426950408889634;
    /// ln 2 in two parts, the first exact in few bits, so that a whole number times it is exact.
    static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /// Adding it rounds to a whole number n; the low bits of the sum are then those of 2^(n - 1)'s exponent.
    static final double ROUND = 0x1.8p52 + 1022;
    /// Below it exp(x) is 0, above [#MOST] infinite.
    static final double LEAST = -708.3;
    static final double MOST = 710.2;
    /// The polynomial 2 + 2r + … of degree 11 that is nearest to 2 · exp(r) for |r| up to ln(2) / 2, with a relative error of at most
    /// 4e-18: its coefficients from the last down to that of r².
    static final double[] EXP = {0x1.ad7f6f0799ee2p-25, 0x1.28ad72cc30daap-21, 0x1.71df2552390c2p-18, 0x1.a0199a0c677acp-15,
        0x1.a01a012a57b51p-12, 0x1.6c16c1842a11dp-9, 0x1.1111111127be5p-6, 0x1.555555555087cp-4, 0x1.55555555554fap-2,
        0x1.000000000000ap0};

    private ScalarOperations() {
    }

    public static double negate(double x) {
        return -x;
    }

    /// e to the power of x, to about one unit in the last place; 0 where it is below 2^-1021.5. It is 2^n · exp(r), with n the
    /// whole number nearest to x / ln 2, so that |r| is at most ln(2) / 2, and exp(r) a polynomial. One factor of two is put to the
    /// polynomial, so that 2^1024 does not overflow. The same steps as on vectors, so that it does not matter which computes an element.
    public static double exp(double x) {
        double bounded = x < LEAST ? LEAST : x;
        bounded = bounded > MOST ? MOST : bounded;
        double rounded = Math.fma(bounded, LOG2_E, ROUND);
        double n = rounded - ROUND;
        double r = Math.fma(n, -LN2_HIGH, bounded);
        r = Math.fma(n, -LN2_LOW, r);
        double sum = EXP[0];
        for (int i = 1; i < EXP.length; i++) {
            sum = Math.fma(sum, r, EXP[i]);
        }
        sum = Math.fma(sum, r, 2);
        sum = Math.fma(sum, r, 2);
        return sum * Double.longBitsToDouble(Double.doubleToRawLongBits(rounded) << 52);
    }

    public static double log(double x) {
        return Math.log(x);
    }

    public static double sqrt(double x) {
        return Math.sqrt(x);
    }

    public static double abs(double x) {
        return Math.abs(x);
    }

    public static double add(double a, double b) {
        return a + b;
    }

    public static double subtract(double a, double b) {
        return a - b;
    }

    public static double multiply(double a, double b) {
        return a * b;
    }

    public static double divide(double a, double b) {
        return a / b;
    }

    public static double minimum(double a, double b) {
        return Math.min(a, b);
    }

    public static double maximum(double a, double b) {
        return Math.max(a, b);
    }

    public static double scoreAdd(double a, double b) {
        return score(a, b, a + b);
    }

    public static double scoreSubtract(double a, double b) {
        return score(a, b, a - b);
    }

    public static double scoreMultiply(double a, double b) {
        return score(a, b, a * b);
    }

    public static double scoreDivide(double a, double b) {
        return a / b;
    }

    private static double score(double a, double b, double result) {
        return result == result || a != a || b != b ? result : Double.NEGATIVE_INFINITY;
    }

    public static double logAdd(double a, double b) {
        double max = Math.max(a, b);
        return max == Double.NEGATIVE_INFINITY ? max : max + Math.log1p(Math.exp(Math.min(a, b) - max));
    }

    public static double whereLess(double left, double right, double a, double b) {
        return left < right ? a : b;
    }

    public static double whereLessOrEqual(double left, double right, double a, double b) {
        return left <= right ? a : b;
    }

    public static double whereEqual(double left, double right, double a, double b) {
        return left == right ? a : b;
    }
}
