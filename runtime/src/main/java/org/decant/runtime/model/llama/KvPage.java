package org.decant.runtime.model.llama;

/// Keys and values of up to 32 nodes of a prefix tree, or the number of a page that a device has.
final class KvPage {
    private static final int ROWS = KvLayout.ROWS;

    final KvLayout layout;
    /// Of a device's page; 0 for one that is here.
    final int number;
    /// Null where the numbers have not 32 bits.
    final float[] floats;
    /// Null where the numbers have not 16 bits.
    private final short[] halves;
    /// Null where the numbers have more than 8 bits; the upper half, and what is missing as a number from -8 to 7.
    private final byte[] bytes;
    /// Of each key and value, its least number and the distance of its 4-bit numbers.
    private final float[] least;
    private final float[] step;
    final KvNode[] nodes = new KvNode[ROWS];
    /// Bit i is set where row i belongs to a node.
    int used;
    /// The last pass that looked at a row of this page.
    long lastUsed;

    /// A page whose keys and values are elsewhere.
    KvPage(KvLayout layout, int number) {
        this.layout = layout;
        this.number = number;
        this.floats = null;
        this.halves = null;
        this.bytes = null;
        this.least = null;
        this.step = null;
    }

    KvPage(KvLayout layout) {
        this.layout = layout;
        this.number = 0;
        boolean rounded = layout.numbers().rounded();
        this.floats = layout.numbers() == CacheNumbers.F32 ? new float[layout.size()] : null;
        this.halves = layout.numbers() == CacheNumbers.F16 ? new short[layout.size()] : null;
        this.bytes = rounded ? new byte[layout.size()] : null;
        this.least = rounded ? new float[layout.scales()] : null;
        this.step = rounded ? new float[layout.scales()] : null;
    }

    boolean isFull() {
        return used == -1;
    }

    /// Whether there is a row for a node whose parent is here: below the parent's, so that rows are in the order of the path.
    boolean hasRoomBelow(KvNode parent) {
        return freeBelow(parent) != 0;
    }

    private int freeBelow(KvNode parent) {
        return ~used & -2 << parent.row;
    }

    /// Gives a free row to `node`; there has to be one, for a child of a node that is here [one below it][#hasRoomBelow].
    void take(KvNode node) {
        boolean together = node.parent != null && node.parent.page == this;
        int row = Integer.numberOfTrailingZeros(together ? freeBelow(node.parent) : ~used);
        used |= 1 << row;
        nodes[row] = node;
        node.page = this;
        node.row = row;
        node.mask = 1 << row | (together ? node.parent.mask : 0);
        node.before = together ? node.parent.before : node.parent;
    }

    void free(KvNode node) {
        used &= ~(1 << node.row);
        nodes[node.row] = null;
        node.page = null;
    }

    /// One feature of the key of `row`.
    float key(int layer, int keyHead, int row, int feature) {
        int at = layout.keys(layer, keyHead) + feature * ROWS + row;
        return floats != null ? floats[at] : halves != null ? Float.float16ToFloat(halves[at])
                : rounded(at, layout.keyScales(layer, keyHead) + row);
    }

    /// Stores the key and value of `row`: `headWidth` numbers from `key` and `value` each.
    void store(int layer, int keyHead, int row, float[] keys, int key, float[] values, int value) {
        int keyAt = layout.keys(layer, keyHead) + row;
        int valueAt = layout.values(layer, keyHead) + row * layout.padded();
        int width = layout.headWidth();
        if (floats != null) {
            for (int i = 0; i < width; i++) {
                floats[keyAt + i * ROWS] = keys[key + i];
            }
            System.arraycopy(values, value, floats, valueAt, width);
        } else if (halves != null) {
            for (int i = 0; i < width; i++) {
                halves[keyAt + i * ROWS] = Float.floatToFloat16(keys[key + i]);
                halves[valueAt + i] = Float.floatToFloat16(values[value + i]);
            }
        } else {
            int scale = layout.keyScales(layer, keyHead) + row;
            round(keys, key, scale, keyAt, ROWS);
            round(values, value, scale + ROWS, valueAt, 1);
        }
    }

    private void round(float[] numbers, int from, int scale, int to, int stride) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + layout.headWidth(); i++) {
            low = Math.min(low, numbers[i]);
            high = Math.max(high, numbers[i]);
        }
        float distance = (high - low) / 15;
        least[scale] = low;
        step[scale] = distance;
        for (int i = 0; i < layout.headWidth(); i++) {
            float place = distance == 0 ? 0 : (numbers[from + i] - low) / distance;
            int upper = Math.clamp(Math.round(place), 0, 15);
            int lower = Math.clamp(Math.round(16 * (place - upper)), -8, 7);
            bytes[to + i * stride] = (byte) (upper << 4 | lower & 15);
        }
    }

    private float rounded(int at, int scale) {
        return least[scale] + step[scale] * place(bytes[at]);
    }

    private float place(byte stored) {
        int upper = stored >> 4 & 15;
        return layout.numbers() == CacheNumbers.I4 ? upper : upper + (stored << 28 >> 28) * (1f / 16);
    }

    /// Writes the keys of a head as floats.
    void keys(int layer, int keyHead, float[] to, int at) {
        int from = layout.keys(layer, keyHead);
        int count = layout.headWidth() * ROWS;
        if (halves != null) {
            decodeHalves(from, count, to, at);
            return;
        }
        int scale = layout.keyScales(layer, keyHead);
        for (int i = 0; i < count; i += ROWS) {
            for (int row = 0; row < ROWS; row++) {
                to[at + i + row] = rounded(from + i + row, scale + row);
            }
        }
    }

    /// Writes the values of a head as floats.
    void values(int layer, int keyHead, float[] to, int at) {
        int from = layout.values(layer, keyHead);
        if (halves != null) {
            decodeHalves(from, layout.padded() * ROWS, to, at);
            return;
        }
        int scale = layout.keyScales(layer, keyHead) + ROWS;
        for (int row = 0; row < ROWS; row++) {
            for (int i = row * layout.padded(); i < (row + 1) * layout.padded(); i++) {
                to[at + i] = rounded(from + i, scale + row);
            }
        }
    }

    private void decodeHalves(int from, int count, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = Float.float16ToFloat(halves[from + i]);
        }
    }
}
