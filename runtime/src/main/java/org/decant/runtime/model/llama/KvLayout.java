package org.decant.runtime.model.llama;

/// Where keys and values lie in a page: for each layer and key head, first the keys, one row for each feature with the
/// positions side by side, so that one vector holds a feature of many positions; then the values, one row for each
/// position.
///
/// @param layers    transformer blocks
/// @param keyHeads  key heads of a block
/// @param headWidth features of a head
/// @param padded    features of a head, rounded up to whole blocks of [#ROWS]
/// @param numbers   how they are stored
record KvLayout(int layers, int keyHeads, int headWidth, int padded, CacheNumbers numbers) {
    /// Positions of a page; as many as an int has bits.
    static final int ROWS = 32;

    KvLayout(int layers, int keyHeads, int headWidth, CacheNumbers numbers) {
        this(layers, keyHeads, headWidth, Math.ceilDiv(headWidth, ROWS) * ROWS, numbers);
    }

    /// Numbers of a page.
    int size() {
        return Math.multiplyExact(2 * ROWS * padded * keyHeads, layers);
    }

    /// Scales of a page: one for each key and each value.
    int scales() {
        return 2 * ROWS * keyHeads * layers;
    }

    long pageBytes() {
        return (long) numbers.bytes() * size() + (numbers.rounded() ? 8L * scales() : 0);
    }

    /// Where the keys of a head begin.
    int keys(int layer, int keyHead) {
        return (layer * keyHeads + keyHead) * 2 * ROWS * padded;
    }

    /// Where the values of a head begin.
    int values(int layer, int keyHead) {
        return keys(layer, keyHead) + ROWS * padded;
    }

    /// Where the scales of a head's keys begin; those of its values follow.
    int keyScales(int layer, int keyHead) {
        return (layer * keyHeads + keyHead) * 2 * ROWS;
    }
}
