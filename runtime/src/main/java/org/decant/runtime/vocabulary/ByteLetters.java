package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The letters that byte-level vocabularies write bytes with (Radford et al., 2019): printable bytes of Latin-1 stand
/// for themselves, the others for letters from U+0100 on, in order.
public final class ByteLetters {
    private static final char[] LETTERS = new char[256];
    private static final short[] BYTES = new short[512];

    static {
        Arrays.fill(BYTES, (short) -1);
        char next = 256;
        for (int value = 0; value < 256; value++) {
            boolean printable = value > ' ' && value < 0x7F || value > 0xA0 && value != 0xAD;
            LETTERS[value] = printable ? (char) value : next++;
            BYTES[LETTERS[value]] = (short) value;
        }
    }

    private ByteLetters() {
    }

    /// The letter of a byte, 0 to 255.
    public static char letter(int value) {
        return LETTERS[value];
    }

    /// The bytes that a token's letters stand for; its UTF-8 where it has letters that stand for none.
    static byte[] bytes(String letters) {
        byte[] bytes = new byte[letters.length()];
        for (int i = 0; i < bytes.length; i++) {
            char letter = letters.charAt(i);
            if (letter >= BYTES.length || BYTES[letter] < 0) {
                return letters.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) BYTES[letter];
        }
        return bytes;
    }
}
