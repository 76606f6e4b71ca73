package org.decant.runtime.model.llama;

import java.util.Arrays;
import java.util.List;

/// How keys and values are stored.
///
/// Those of whole numbers are rounded for each position and head by itself, between its least and its largest number: to 4
/// bits, and what is missing to 4 more (the hierarchical numbers of QuantSpec: Tiwari et al., 2025). One byte holds both
/// halves; [#I4] reads the upper one only.
public enum CacheNumbers {
    F32(32), F16(16), I8(8), I4(4);

    private final int bits;

    CacheNumbers(int bits) {
        this.bits = bits;
    }

    /// The name in locations of models.
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(CacheNumbers::label).toList();
    }

    static CacheNumbers labelled(String label) {
        return valueOf(label.toUpperCase(java.util.Locale.ROOT));
    }

    boolean rounded() {
        return this == I8 || this == I4;
    }

    int bits() {
        return bits;
    }

    /// Bytes of a number.
    int bytes() {
        return Math.max(1, bits / 8);
    }
}
