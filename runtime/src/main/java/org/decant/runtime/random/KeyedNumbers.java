package org.decant.runtime.random;

/// Numbers that a secret key and a place decide, spread like uniform draws: what a watermark is written and found with.
public final class KeyedNumbers {

    private KeyedNumbers() {
    }

    /// A number in (0, 1), from 53 bits of SplitMix64's finaliser over key, position and index.
    public static double uniform(long key, long position, long index) {
        long place = SeededDraws.mix(SeededDraws.mix(key + SeededDraws.GOLDEN) + SeededDraws.GOLDEN * (position + 1));
        return (SeededDraws.mix(place + SeededDraws.GOLDEN * (index + 1)) >>> 11) * 0x1.0p-53 + 0x1.0p-54;
    }

    /// The numbers of one position for the indices from 0 to `count` (exclusive).
    public static double[] uniforms(long key, long position, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = uniform(key, position, i);
        }
        return numbers;
    }
}
