package org.decant.runtime.tensor.cpu;

import static org.decant.runtime.tensor.cpu.ScalarOperations.EXP;
import static org.decant.runtime.tensor.cpu.ScalarOperations.LEAST;
import static org.decant.runtime.tensor.cpu.ScalarOperations.LN2_HIGH;
import static org.decant.runtime.tensor.cpu.ScalarOperations.LN2_LOW;
import static org.decant.runtime.tensor.cpu.ScalarOperations.LOG2_E;
import static org.decant.runtime.tensor.cpu.ScalarOperations.MOST;
import static org.decant.runtime.tensor.cpu.ScalarOperations.ROUND;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The element-wise functions on vectors, and what loops over large tensors need besides. Generated loops and the selections call
/// them. To be linked only where the Vector API is present.
public final class VectorOperations {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    /// What exponentials are made of, as vectors: broadcasts of numbers are so much to compile that two exponentials in one loop are too
    /// much.
    private static final DoubleVector LEAST_EXPONENT = all(LEAST);
    private static final DoubleVector MOST_EXPONENT = all(MOST);
    private static final DoubleVector PER_TWO = all(LOG2_E);
    private static final DoubleVector ROUNDING = all(ROUND);
    private static final DoubleVector MINUS_HIGH = all(-LN2_HIGH);
    private static final DoubleVector MINUS_LOW = all(-LN2_LOW);
    private static final DoubleVector TWO = all(2);
    private static final DoubleVector E11 = all(EXP[0]);
    private static final DoubleVector E10 = all(EXP[1]);
    private static final DoubleVector E9 = all(EXP[2]);
    private static final DoubleVector E8 = all(EXP[3]);
    private static final DoubleVector E7 = all(EXP[4]);
    private static final DoubleVector E6 = all(EXP[5]);
    private static final DoubleVector E5 = all(EXP[6]);
    private static final DoubleVector E4 = all(EXP[7]);
    private static final DoubleVector E3 = all(EXP[8]);
    private static final DoubleVector E2 = all(EXP[9]);

    private VectorOperations() {
    }

    public static int lanes() {
        return LANES;
    }

    /// The largest multiple of [#lanes] up to a number.
    public static int bound(int count) {
        return SPECIES.loopBound(count);
    }

    public static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(SPECIES, from, at);
    }

    public static void store(DoubleVector vector, double[] to, int at) {
        vector.intoArray(to, at);
    }

    public static DoubleVector all(double number) {
        return DoubleVector.broadcast(SPECIES, number);
    }

    /// from, from + 1, …
    public static DoubleVector counting(double from) {
        return DoubleVector.zero(SPECIES).addIndex(1).add(from);
    }

    /// From the first lane to the last, so that it does not matter which computes it, this or [#sum(double\[\])].
    public static double sum(DoubleVector x) {
        return sum(x.toArray());
    }

    /// A number for each lane, to add up like a vector.
    public static double[] newLanes() {
        return new double[LANES];
    }

    public static double sum(double[] lanes) {
        double sum = 0;
        for (double lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    public static double largest(DoubleVector x) {
        return x.reduceLanes(VectorOperators.MAX);
    }

    public static VectorMask<Double> above(DoubleVector a, DoubleVector b) {
        return a.compare(VectorOperators.GT, b);
    }

    public static DoubleVector blend(DoubleVector otherwise, DoubleVector where, VectorMask<Double> mask) {
        return otherwise.blend(where, mask);
    }

    /// The least of the places at which `best` is largest.
    public static double place(DoubleVector best, DoubleVector places) {
        VectorMask<Double> largest = best.compare(VectorOperators.EQ, largest(best));
        return places.reduceLanes(VectorOperators.MIN, largest);
    }

    public static DoubleVector negate(DoubleVector x) {
        return x.neg();
    }

    /// See [ScalarOperations#exp].
    public static DoubleVector exp(DoubleVector x) {
        DoubleVector bounded = x.blend(LEAST_EXPONENT, x.compare(VectorOperators.LT, LEAST_EXPONENT));
        bounded = bounded.blend(MOST_EXPONENT, bounded.compare(VectorOperators.GT, MOST_EXPONENT));
        DoubleVector rounded = bounded.fma(PER_TWO, ROUNDING);
        DoubleVector n = rounded.sub(ROUNDING);
        DoubleVector r = n.fma(MINUS_LOW, n.fma(MINUS_HIGH, bounded));
        DoubleVector sum = r.fma(E11, E10).fma(r, E9).fma(r, E8).fma(r, E7).fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2)
                .fma(r, TWO).fma(r, TWO);
        return sum.mul(rounded.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles());
    }

    public static DoubleVector log(DoubleVector x) {
        return x.lanewise(VectorOperators.LOG);
    }

    public static DoubleVector sqrt(DoubleVector x) {
        return x.sqrt();
    }

    public static DoubleVector abs(DoubleVector x) {
        return x.abs();
    }

    public static DoubleVector add(DoubleVector a, DoubleVector b) {
        return a.add(b);
    }

    public static DoubleVector subtract(DoubleVector a, DoubleVector b) {
        return a.sub(b);
    }

    public static DoubleVector multiply(DoubleVector a, DoubleVector b) {
        return a.mul(b);
    }

    public static DoubleVector divide(DoubleVector a, DoubleVector b) {
        return a.div(b);
    }

    public static DoubleVector minimum(DoubleVector a, DoubleVector b) {
        return a.min(b);
    }

    public static DoubleVector maximum(DoubleVector a, DoubleVector b) {
        return a.max(b);
    }

    public static DoubleVector scoreAdd(DoubleVector a, DoubleVector b) {
        return score(a, b, a.add(b));
    }

    public static DoubleVector scoreSubtract(DoubleVector a, DoubleVector b) {
        return score(a, b, a.sub(b));
    }

    public static DoubleVector scoreMultiply(DoubleVector a, DoubleVector b) {
        return score(a, b, a.mul(b));
    }

    public static DoubleVector scoreDivide(DoubleVector a, DoubleVector b) {
        return a.div(b);
    }

    private static DoubleVector score(DoubleVector a, DoubleVector b, DoubleVector result) {
        VectorMask<Double> undefined = result.compare(VectorOperators.NE, result);
        if (!undefined.anyTrue()) {
            return result;
        }
        VectorMask<Double> defined = a.compare(VectorOperators.EQ, a).and(b.compare(VectorOperators.EQ, b));
        return result.blend(all(Double.NEGATIVE_INFINITY), undefined.and(defined));
    }

    public static DoubleVector logAdd(DoubleVector a, DoubleVector b) {
        DoubleVector max = a.max(b);
        DoubleVector sum = max.add(exp(a.min(b).sub(max)).lanewise(VectorOperators.LOG1P));
        return sum.blend(max, max.compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY));
    }

    public static DoubleVector whereLess(DoubleVector left, DoubleVector right, DoubleVector a, DoubleVector b) {
        return b.blend(a, left.compare(VectorOperators.LT, right));
    }

    public static DoubleVector whereLessOrEqual(DoubleVector left, DoubleVector right, DoubleVector a, DoubleVector b) {
        return b.blend(a, left.compare(VectorOperators.LE, right));
    }

    public static DoubleVector whereEqual(DoubleVector left, DoubleVector right, DoubleVector a, DoubleVector b) {
        return b.blend(a, left.compare(VectorOperators.EQ, right));
    }
}
