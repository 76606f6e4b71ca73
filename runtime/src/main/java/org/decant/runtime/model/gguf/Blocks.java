package org.decant.runtime.model.gguf;

import java.lang.foreign.MemorySegment;

/// Reads stored elements. Quantised elements are small whole numbers q in groups; an element is scale · q - minimum,
/// with one scale for each group, and a minimum for each where the type has them.
public final class Blocks {

    private Blocks() {
    }

    /// The number of elements that share a scale: 16 for Q6_K, else 32.
    public static int groupSize(TensorType type) {
        return type == TensorType.Q6_K ? 16 : 32;
    }

    public static boolean hasMinimums(TensorType type) {
        return type == TensorType.Q4_K || type == TensorType.Q5_K;
    }

    /// Turns `count` elements from index `first` (both multiples of the block size) into floats.
    public static void dequantize(TensorType type, MemorySegment data, long first, int count, float[] out, int at) {
        switch (type) {
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Float.intBitsToFloat(data.get(MetadataType.INT, (first + i) * 4));
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Float.float16ToFloat(data.get(MetadataType.SHORT, (first + i) * 2));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Float.intBitsToFloat(data.get(MetadataType.SHORT, (first + i) * 2) << 16);
                }
            }
            default -> dequantizeGroups(type, data, first, count, out, at);
        }
    }

    private static void dequantizeGroups(TensorType type, MemorySegment data, long first, int count, float[] out,
            int at) {
        int group = groupSize(type);
        byte[] quants = new byte[count];
        float[] scales = new float[count / group];
        float[] minimums = hasMinimums(type) ? new float[count / group] : null;
        read(type, data, first, count, quants, 0, scales, minimums, 0);
        for (int i = 0; i < count; i++) {
            float value = scales[i / group] * quants[i];
            out[at + i] = minimums == null ? value : value - minimums[i / group];
        }
    }

    /// Reads `count` elements from index `first`, both multiples of the block size.
    ///
    /// @param type     a readable quantised type
    /// @param quants   gets the whole numbers, from `at`
    /// @param scales   gets the scales, from `groupAt`
    /// @param minimums gets the minimums, from `groupAt`; may be null where the type has none
    public static void read(TensorType type, MemorySegment data, long first, int count, byte[] quants, int at,
            float[] scales, float[] minimums, int groupAt) {
        int groups = type.blockSize() / groupSize(type);
        for (int block = 0; block < count / type.blockSize(); block++) {
            long from = (first / type.blockSize() + block) * type.blockBytes();
            int to = at + block * type.blockSize();
            int group = groupAt + block * groups;
            switch (type) {
                case Q8_0 -> {
                    scales[group] = half(data, from);
                    MemorySegment.copy(data, MetadataType.BYTE, from + 2, quants, to, 32);
                }
                case Q4_0 -> {
                    scales[group] = half(data, from);
                    nibbles(data, from + 2, 16, quants, to, 8);
                }
                case Q4_K -> {
                    scales(data, from, scales, minimums, group);
                    for (int i = 0; i < 4; i++) {
                        nibbles(data, from + 16 + 32 * i, 32, quants, to + 64 * i, 0);
                    }
                }
                case Q5_K -> {
                    scales(data, from, scales, minimums, group);
                    fiveBits(data, from + 16, quants, to);
                }
                case Q6_K -> {
                    float scale = half(data, from + 208);
                    for (int i = 0; i < 16; i++) {
                        scales[group + i] = scale * data.get(MetadataType.BYTE, from + 192 + i);
                    }
                    sixBits(data, from, quants, to);
                }
                default -> throw new IllegalArgumentException(type + " has no blocks that can be read");
            }
        }
    }

    private static float half(MemorySegment data, long at) {
        return Float.float16ToFloat(data.get(MetadataType.SHORT, at));
    }

    private static int unsigned(MemorySegment data, long at) {
        return data.get(MetadataType.BYTE, at) & 0xFF;
    }

    /// The low halves of `count` bytes, then their high halves, less `middle`.
    private static void nibbles(MemorySegment data, long from, int count, byte[] quants, int to, int middle) {
        for (int i = 0; i < count; i++) {
            int pair = unsigned(data, from + i);
            quants[to + i] = (byte) ((pair & 15) - middle);
            quants[to + count + i] = (byte) ((pair >> 4) - middle);
        }
    }

    /// Eight scales and eight minimums of 6 bits each in 12 bytes, behind the two factors they are multiplied by.
    private static void scales(MemorySegment data, long from, float[] scales, float[] minimums, int group) {
        float scale = half(data, from);
        float minimum = half(data, from + 2);
        long packed = from + 4;
        for (int i = 0; i < 4; i++) {
            int first = unsigned(data, packed + i);
            int second = unsigned(data, packed + 4 + i);
            int third = unsigned(data, packed + 8 + i);
            scales[group + i] = scale * (first & 63);
            minimums[group + i] = minimum * (second & 63);
            scales[group + 4 + i] = scale * (third & 15 | first >> 6 << 4);
            minimums[group + 4 + i] = minimum * (third >> 4 | second >> 6 << 4);
        }
    }

    /// 32 bytes with the fifth bits (bit i for the i-th group of 32), then 128 bytes with the low four.
    private static void fiveBits(MemorySegment data, long from, byte[] quants, int to) {
        for (int i = 0; i < 4; i++) {
            nibbles(data, from + 32 + 32 * i, 32, quants, to + 64 * i, 0);
        }
        for (int i = 0; i < 256; i++) {
            quants[to + i] |= (byte) ((unsigned(data, from + i % 32) >> i / 32 & 1) << 4);
        }
    }

    /// 128 bytes with the low four bits, 64 bytes with the upper two, in two halves of 128 elements.
    private static void sixBits(MemorySegment data, long from, byte[] quants, int to) {
        for (int i = 0; i < 256; i++) {
            int half = i / 128;
            int quarter = i % 128 / 32;
            int low = unsigned(data, from + 64 * half + i % 64) >> 4 * (quarter / 2) & 15;
            int high = unsigned(data, from + 128 + 32 * half + i % 32) >> 2 * quarter & 3;
            quants[to + i] = (byte) ((low | high << 4) - 32);
        }
    }
}
