package org.decant.runtime.model.llama;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The vector shapes that the kernels use, and the few operations that all of them share.
final class Lanes {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    /// Floats in a vector: 4, 8 or 16.
    static final int COUNT = FLOATS.length();
    /// Rows of a weight matrix that are multiplied together.
    static final int PANEL = 2 * COUNT;
    /// Rows of activations are padded with zeros to whole multiples of this, so that no kernel has a tail.
    static final int PADDING = 128;

    private Lanes() {
    }

    static int padded(int columns) {
        return (columns + PADDING - 1) / PADDING * PADDING;
    }

    static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(FLOATS, values, at);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    /// The sum of a[i] · b[i]; `count` is a multiple of [#PADDING].
    static float dot(float[] a, int aFrom, float[] b, int bFrom, int count) {
        return Warmth.ACTIVATIONS.isCold() ? PlainKernels.dot(a, aFrom, b, bFrom, count)
                : dotVectors(a, aFrom, b, bFrom, count);
    }

    private static float dotVectors(float[] a, int aFrom, float[] b, int bFrom, int count) {
        FloatVector sum0 = all(0);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        for (int i = 0; i < count; i += 4 * COUNT) {
            sum0 = load(a, aFrom + i).fma(load(b, bFrom + i), sum0);
            sum1 = load(a, aFrom + i + COUNT).fma(load(b, bFrom + i + COUNT), sum1);
            sum2 = load(a, aFrom + i + 2 * COUNT).fma(load(b, bFrom + i + 2 * COUNT), sum2);
            sum3 = load(a, aFrom + i + 3 * COUNT).fma(load(b, bFrom + i + 3 * COUNT), sum3);
        }
        return sum(sum0.add(sum1).add(sum2.add(sum3)));
    }

    /// The sum of all lanes, from the first to the last: the order of `reduceLanes` is not the same everywhere.
    static float sum(FloatVector lanes) {
        float sum = lanes.lane(0) + lanes.lane(1) + lanes.lane(2) + lanes.lane(3);
        if (COUNT >= 8) {
            sum = sum + lanes.lane(4) + lanes.lane(5) + lanes.lane(6) + lanes.lane(7);
        }
        if (COUNT == 16) {
            sum = sum + lanes.lane(8) + lanes.lane(9) + lanes.lane(10) + lanes.lane(11);
            sum = sum + lanes.lane(12) + lanes.lane(13) + lanes.lane(14) + lanes.lane(15);
        }
        return sum;
    }

    static float sum(float[] lanes) {
        float sum = lanes[0];
        for (int i = 1; i < lanes.length; i++) {
            sum += lanes[i];
        }
        return sum;
    }
}
