package org.decant.models.world;

import java.nio.charset.StandardCharsets;

/// A hash that is the same on every machine and in every release.
public final class StableHash {

    private StableHash() {
    }

    /// 64 bits of `text`: FNV-1a over its UTF-8 bytes (Fowler, Noll and Vo, 1991) and SplitMix64's finaliser, as the
    /// upper bits of FNV-1a alone depend little on the last bytes.
    public static long of(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (value & 0xFF)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
