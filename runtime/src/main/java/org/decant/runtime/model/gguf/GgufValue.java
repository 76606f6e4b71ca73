package org.decant.runtime.model.gguf;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A metadata value. Whole numbers of all widths are `Whole`, both widths of floating point are `Real`.
public sealed interface GgufValue {

    /// @param value unsigned 64-bit numbers keep their bits
    record Whole(long value) implements GgufValue {}

    record Real(double value) implements GgufValue {}

    record Truth(boolean value) implements GgufValue {}

    record Text(String value) implements GgufValue {}

    /// Elements of one type, still in the file. Their extent was checked; they are read when asked for, so that a file
    /// costs no more memory than what is used of it.
    record Array(MetadataType elementType, int size, MemorySegment data) implements GgufValue {

        /// The elements as text; the type must be [MetadataType#STRING].
        public String[] texts() {
            String[] texts = new String[size];
            long at = 0;
            for (int i = 0; i < size; i++) {
                long length = data.get(MetadataType.LONG, at);
                texts[i] = new String(data.asSlice(at + 8, length).toArray(MetadataType.BYTE), StandardCharsets.UTF_8);
                at += 8 + length;
            }
            return texts;
        }

        /// The elements as whole numbers, those of more than 32 bits cut; the type must be one of whole numbers.
        public int[] wholes() {
            int[] wholes = new int[size];
            for (int i = 0; i < size; i++) {
                wholes[i] = (int) elementType.whole(data, (long) i * elementType.bytes());
            }
            return wholes;
        }

        /// The elements as floats; the type must be one of floating point.
        public float[] reals() {
            float[] reals = new float[size];
            for (int i = 0; i < size; i++) {
                reals[i] = (float) elementType.real(data, (long) i * elementType.bytes());
            }
            return reals;
        }
    }
}
