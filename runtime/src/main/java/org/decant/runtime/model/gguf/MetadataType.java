package org.decant.runtime.model.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The types of metadata values; the ordinal is the number in files.
public enum MetadataType {
    UINT8(1), INT8(1), UINT16(2), INT16(2), UINT32(4), INT32(4), FLOAT32(4), BOOL(1), STRING(0), ARRAY(0), UINT64(8),
    INT64(8), FLOAT64(8);

    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int bytes;

    MetadataType(int bytes) {
        this.bytes = bytes;
    }

    /// The width of a number; 0 for what has no fixed width.
    int bytes() {
        return bytes;
    }

    /// The fewest bytes that an element of this type takes.
    int leastBytes() {
        return switch (this) {
            case STRING -> Long.BYTES;
            case ARRAY -> Integer.BYTES + Long.BYTES;
            default -> bytes;
        };
    }

    public boolean isWhole() {
        return switch (this) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
            default -> false;
        };
    }

    public boolean isReal() {
        return this == FLOAT32 || this == FLOAT64;
    }

    long whole(MemorySegment data, long at) {
        return switch (this) {
            case UINT8, BOOL -> data.get(BYTE, at) & 0xFF;
            case INT8 -> data.get(BYTE, at);
            case UINT16 -> data.get(SHORT, at) & 0xFFFF;
            case INT16 -> data.get(SHORT, at);
            case UINT32 -> data.get(INT, at) & 0xFFFF_FFFFL;
            case INT32 -> data.get(INT, at);
            case UINT64, INT64 -> data.get(LONG, at);
            default -> throw new IllegalStateException(this + " is no whole number");
        };
    }

    double real(MemorySegment data, long at) {
        return switch (this) {
            case FLOAT32 -> Float.intBitsToFloat(data.get(INT, at));
            case FLOAT64 -> Double.longBitsToDouble(data.get(LONG, at));
            default -> throw new IllegalStateException(this + " is no floating-point number");
        };
    }
}
