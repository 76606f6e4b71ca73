package org.decant.models.train;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Operations on rows of floats, a vector at a time. Every row has a whole multiple of [#PADDING] floats, so that none
/// has a tail.
final class Lanes {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    /// Floats in a vector: 4, 8 or 16.
    static final int COUNT = FLOATS.length();
    static final int PADDING = 32;

    private Lanes() {
    }

    static int padded(int count) {
        return (count + PADDING - 1) / PADDING * PADDING;
    }

    static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(FLOATS, values, at);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    static float dot(float[] a, int aFrom, float[] b, int bFrom, int count) {
        FloatVector first = all(0);
        FloatVector second = first;
        for (int i = 0; i < count; i += 2 * COUNT) {
            first = load(a, aFrom + i).fma(load(b, bFrom + i), first);
            second = load(a, aFrom + i + COUNT).fma(load(b, bFrom + i + COUNT), second);
        }
        return first.add(second).reduceLanes(VectorOperators.ADD);
    }

    static float largest(float[] values, int from, int count) {
        FloatVector largest = load(values, from);
        for (int i = COUNT; i < count; i += COUNT) {
            largest = largest.max(load(values, from + i));
        }
        return largest.reduceLanes(VectorOperators.MAX);
    }

    /// out[i] += values[i]
    static void add(float[] values, int from, float[] out, int at, int count) {
        for (int i = 0; i < count; i += COUNT) {
            load(out, at + i).add(load(values, from + i)).intoArray(out, at + i);
        }
    }

    static void multiply(float[] values, int from, int count, float factor) {
        for (int i = 0; i < count; i += COUNT) {
            load(values, from + i).mul(factor).intoArray(values, from + i);
        }
    }

    /// Replaces each value by exp(value - shift) and returns their sum.
    static float exponentials(float[] values, int from, int count, float shift) {
        FloatVector sum = all(0);
        for (int i = 0; i < count; i += COUNT) {
            FloatVector x = load(values, from + i).sub(shift).lanewise(VectorOperators.EXP);
            x.intoArray(values, from + i);
            sum = sum.add(x);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
