package org.decant.runtime.model.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Dequantisation written element by element from the definition of each type, in float64, as an oracle.
public final class StoredReference {

    private StoredReference() {
    }

    /// Element `index` of a tensor of `type` with the bytes `data`.
    public static double element(TensorType type, byte[] data, int index) {
        ByteBuffer b = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        int block = index / type.blockSize() * type.blockBytes();
        int i = index % type.blockSize();
        return switch (type) {
            case F32 -> b.getFloat(block);
            case F16 -> half(b, block);
            case BF16 -> Float.intBitsToFloat((b.getShort(block) & 0xFFFF) << 16);
            case Q8_0 -> half(b, block) * b.get(block + 2 + i);
            case Q4_0 -> half(b, block) * (nibble(b, block + 2 + i % 16, i / 16) - 8);
            case Q4_K -> {
                int group = i / 32;
                int quant = nibble(b, block + 16 + i / 64 * 32 + i % 32, group % 2);
                yield half(b, block) * scale(b, block + 4, group) * quant - half(b, block + 2) * minimum(b, block + 4, group);
            }
            case Q5_K -> {
                int group = i / 32;
                int fifth = b.get(block + 16 + i % 32) >> group & 1;
                int quant = nibble(b, block + 48 + i / 64 * 32 + i % 32, group % 2) + 16 * fifth;
                yield half(b, block) * scale(b, block + 4, group) * quant - half(b, block + 2) * minimum(b, block + 4, group);
            }
            case Q6_K -> {
                int half = i / 128;
                int quarter = i % 128 / 32;
                int low = nibble(b, block + 64 * half + i % 32 + 32 * (quarter % 2), quarter / 2);
                int high = b.get(block + 128 + 32 * half + i % 32) >> 2 * quarter & 3;
                yield half(b, block + 208) * b.get(block + 192 + i / 16) * (low + 16 * high - 32);
            }
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private static double half(ByteBuffer b, int at) {
        return Float.float16ToFloat(b.getShort(at));
    }

    private static int nibble(ByteBuffer b, int at, int which) {
        return (b.get(at) & 0xFF) >> 4 * which & 15;
    }

    private static int scale(ByteBuffer b, int at, int group) {
        return group < 4 ? b.get(at + group) & 63
                : b.get(at + group + 4) & 15 | (b.get(at + group - 4) & 0xC0) >> 2;
    }

    private static int minimum(ByteBuffer b, int at, int group) {
        return group < 4 ? b.get(at + group + 4) & 63
                : (b.get(at + group + 4) & 0xF0) >> 4 | (b.get(at + group) & 0xC0) >> 2;
    }
}
