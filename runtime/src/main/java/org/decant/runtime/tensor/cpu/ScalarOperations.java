package org.decant.runtime.tensor.cpu;

/// The element-wise functions on numbers, as generated loops call them. [VectorOperations] has the same ones on vectors.
public final class ScalarOperations {
    static final double LOG2_E = 1.4426950408889634;
    /// ln 2 in two parts, the first exact in few bits, so that a whole number times it is exact.
    static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /// Adding it rounds to a whole number, which the low bits of the sum then hold.
    static final double ROUND = 0x1.8p52;
    /// Below it exp(x) is 0, above [#MOST] infinite.
    static final double LEAST = -760;
    static final double MOST = 720;
    /// 1 / n! from n = 13 down to 2.
    static final double[] TAYLOR = {1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0,
        1 / 40320.0, 1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 0.5};

    private ScalarOperations() {
    }

    public static double negate(double x) {
        return -x;
    }

    /// e to the power of x, to about one unit in the last place: 2^n · exp(r), with n the whole number nearest to x / ln 2, so that
    /// |r| is at most ln(2) / 2, and exp(r) its Taylor polynomial of degree 13. 2^n is made in two factors, so that neither
    /// overflows. The same steps as on vectors, so that it does not matter which computes an element.
    public static double exp(double x) {
        double bounded = Math.min(Math.max(x, LEAST), MOST);
        double n = Math.fma(bounded, LOG2_E, ROUND) - ROUND;
        double r = Math.fma(n, -LN2_HIGH, bounded);
        r = Math.fma(n, -LN2_LOW, r);
        double sum = TAYLOR[0];
        for (int i = 1; i < TAYLOR.length; i++) {
            sum = Math.fma(sum, r, TAYLOR[i]);
        }
        sum = Math.fma(sum, r, 1);
        sum = Math.fma(sum, r, 1);
        double half = Math.fma(n, 0.5, ROUND);
        double rest = n - (half - ROUND) + ROUND;
        return sum * powerOfTwo(half) * powerOfTwo(rest);
    }

    private static double powerOfTwo(double rounded) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(rounded) << 52) + (1023L << 52));
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
