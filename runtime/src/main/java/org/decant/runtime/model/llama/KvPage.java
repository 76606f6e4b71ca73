package org.decant.runtime.model.llama;

/// Keys and values of up to 32 nodes of a prefix tree.
final class KvPage {
    final KvLayout layout;
    /// Null where the numbers have 16 bits.
    final float[] floats;
    /// Null where the numbers have 32 bits.
    final short[] halves;
    final KvNode[] nodes = new KvNode[KvLayout.ROWS];
    /// Bit i is set where row i belongs to a node.
    int used;
    /// The last pass that looked at a row of this page.
    long lastUsed;

    KvPage(KvLayout layout) {
        this.layout = layout;
        this.floats = layout.half() ? null : new float[layout.size()];
        this.halves = layout.half() ? new short[layout.size()] : null;
    }

    boolean isFull() {
        return used == -1;
    }

    /// Gives a free row to `node`.
    void take(KvNode node) {
        int row = Integer.numberOfTrailingZeros(~used);
        used |= 1 << row;
        nodes[row] = node;
        node.page = this;
        node.row = row;
        boolean together = node.parent != null && node.parent.page == this;
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
        int at = layout.keys(layer, keyHead) + feature * KvLayout.ROWS + row;
        return floats != null ? floats[at] : Float.float16ToFloat(halves[at]);
    }

    /// Stores the key and value of `row`: `headWidth` numbers from `key` and `value` each.
    void store(int layer, int keyHead, int row, float[] keys, int key, float[] values, int value) {
        int keyAt = layout.keys(layer, keyHead) + row;
        int valueAt = layout.values(layer, keyHead) + row * layout.padded();
        int width = layout.headWidth();
        if (floats != null) {
            for (int i = 0; i < width; i++) {
                floats[keyAt + i * KvLayout.ROWS] = keys[key + i];
            }
            System.arraycopy(values, value, floats, valueAt, width);
        } else {
            for (int i = 0; i < width; i++) {
                halves[keyAt + i * KvLayout.ROWS] = Float.floatToFloat16(keys[key + i]);
                halves[valueAt + i] = Float.floatToFloat16(values[value + i]);
            }
        }
    }
}
