package org.decant.runtime.model.gguf;

import java.nio.ByteBuffer;

/// Turns floats into stored elements.
final class Quantizer {

    private Quantizer() {
    }

    static boolean writes(TensorType type) {
        return switch (type) {
            case F32, F16, Q8_0, Q4_0 -> true;
            default -> false;
        };
    }

    /// Appends `count` elements of `values` from `from`, in whole blocks, to a little-endian buffer.
    static void encode(TensorType type, float[] values, int from, int count, ByteBuffer out) {
        for (int i = from; i < from + count; i += type.blockSize()) {
            switch (type) {
                case F32 -> out.putFloat(values[i]);
                case F16 -> out.putShort(Float.floatToFloat16(values[i]));
                case Q8_0 -> eightBits(values, i, out);
                case Q4_0 -> fourBits(values, i, out);
                default -> throw new IllegalArgumentException(type + " cannot be written");
            }
        }
    }

    /// The scale makes the largest magnitude 127.
    private static void eightBits(float[] values, int from, ByteBuffer out) {
        float largest = 0;
        for (int i = 0; i < 32; i++) {
            largest = Math.max(largest, Math.abs(values[from + i]));
        }
        float scale = largest / 127;
        float inverse = scale == 0 ? 0 : 1 / scale;
        out.putShort(Float.floatToFloat16(scale));
        for (int i = 0; i < 32; i++) {
            float quant = values[from + i] * inverse;
            out.put((byte) (quant + Math.copySign(0.5f, quant)));
        }
    }

    /// The scale makes the value of largest magnitude -8, whatever its sign.
    private static void fourBits(float[] values, int from, ByteBuffer out) {
        float extreme = 0;
        for (int i = 0; i < 32; i++) {
            if (Math.abs(values[from + i]) > Math.abs(extreme)) {
                extreme = values[from + i];
            }
        }
        float scale = extreme / -8;
        float inverse = scale == 0 ? 0 : 1 / scale;
        out.putShort(Float.floatToFloat16(scale));
        for (int i = 0; i < 16; i++) {
            int low = Math.min(15, (int) (values[from + i] * inverse + 8.5f));
            int high = Math.min(15, (int) (values[from + i + 16] * inverse + 8.5f));
            out.put((byte) (low | high << 4));
        }
    }
}
