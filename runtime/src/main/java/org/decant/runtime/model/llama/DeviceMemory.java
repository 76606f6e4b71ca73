package org.decant.runtime.model.llama;

import java.util.HashMap;
import java.util.Map;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;

/// What one session keeps on a device: the keys and values of all layers, a row of each layer for each node, and the states of a
/// block between its layers.
final class DeviceMemory implements AutoCloseable {
    private static final int FIRST_PAGES = 8;

    private final Target target;
    private final int layers;
    private final int keyHeads;
    private final int headWidth;
    private final int width;
    private final Map<Integer, Resident[]> states = new HashMap<>();
    private int pages;
    private Resident keys;
    private Resident values;

    DeviceMemory(Target target, LlamaShape shape, int layers) {
        this.target = target;
        this.layers = layers;
        this.keyHeads = shape.keyHeads();
        this.headWidth = shape.headWidth();
        this.width = shape.width();
    }

    Resident keys() {
        return keys;
    }

    Resident values() {
        return values;
    }

    /// Rows of a layer.
    int rows() {
        return pages * KvLayout.ROWS;
    }

    /// Makes room for so many pages, at least twice as much as before where it is not enough.
    void grow(int wanted) {
        if (wanted > pages) {
            int before = rows() * keyHeads * headWidth;
            pages = Math.max(FIRST_PAGES, DeviceBlock.powerOfTwo(wanted));
            keys = grown(keys, before);
            values = grown(values, before);
        }
    }

    /// @param before numbers of a layer until now
    private Resident grown(Resident old, int before) {
        Resident larger = target.room(Math.multiplyExact(layers, rows()), keyHeads, headWidth);
        if (old != null) {
            double[] numbers = new double[before];
            for (int layer = 0; layer < layers; layer++) {
                old.read(layer * before, numbers);
                larger.write(layer * rows() * keyHeads * headWidth, numbers);
            }
            old.close();
        }
        return larger;
    }

    /// Two tensors for the states of so many nodes: what a layer is given, and what it makes of it.
    Resident[] states(int nodes) {
        return states.computeIfAbsent(nodes, n -> new Resident[] {target.room(n, width), target.room(n, width)});
    }

    @Override
    public void close() {
        if (keys != null) {
            keys.close();
            values.close();
        }
        for (Resident[] both : states.values()) {
            both[0].close();
            both[1].close();
        }
    }
}
