package org.decant.runtime.model.llama;

import java.util.Arrays;

/// Where the nodes of a block stand and what they see, as the program of a layer is given it. Nodes and what they see are filled
/// up to powers of two, so that there are few shapes. Nodes that are none, and those that the layer is not run for, write to the
/// first page, which nobody else reads.
final class DeviceBlock {
    private static final int LEAST_SEEN = KvLayout.ROWS;

    private final int nodes;
    private final int headWidth;
    private final int seen;
    private final double[] cosines;
    private final double[] sines;
    private final double[] runs;
    private final double[] places;
    private final double[] rows;
    private final double[] bias;

    /// @param active of how many of the `count` nodes the layer is run, the first ones
    DeviceBlock(KvNode[] from, int first, int count, int active, Rope rope, int headWidth) {
        this.headWidth = headWidth;
        nodes = powerOfTwo(count);
        int most = 0;
        for (int i = 0; i < active; i++) {
            most = Math.max(most, length(from[first + i].sees));
        }
        seen = Math.max(LEAST_SEEN, powerOfTwo(most));
        cosines = new double[nodes * headWidth];
        sines = new double[nodes * headWidth];
        runs = new double[nodes];
        places = new double[nodes];
        rows = new double[nodes * seen];
        bias = new double[nodes * seen];
        Arrays.fill(bias, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < active; i++) {
            KvNode node = from[first + i];
            runs[i] = 1;
            places[i] = row(node.page, node.row);
            rope.features(node.position, headWidth, cosines, sines, i * headWidth);
            see(node.sees, i * seen);
        }
        for (int i = active; i < nodes; i++) {
            bias[i * seen] = 0;
        }
    }

    static int powerOfTwo(int least) {
        return least <= 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
    }

    /// Where in a layer's part of the cache a row of a page is. Pages begin with 1.
    private static int row(KvPage page, int row) {
        return page.number * KvLayout.ROWS + row;
    }

    private static int length(KvNode last) {
        int length = 0;
        for (KvNode at = last; at != null; at = at.before) {
            length += Integer.bitCount(at.mask);
        }
        return length;
    }

    private void see(KvNode last, int from) {
        int to = from;
        for (KvNode at = last; at != null; at = at.before) {
            for (int left = at.mask; left != 0; left &= left - 1) {
                rows[to] = row(at.page, Integer.numberOfTrailingZeros(left));
                bias[to++] = 0;
            }
        }
    }

    void give(DeviceLlama.Run run) {
        run.give("cosines", cosines, nodes, headWidth);
        run.give("sines", sines, nodes, headWidth);
        run.give("runs", runs, nodes, 1);
        run.give("places", places, nodes);
        run.give("seen", rows, nodes, seen);
        run.give("bias", bias, nodes, seen);
    }
}
