package org.decant.runtime.model.llama;

import java.util.Arrays;

/// Where the nodes of a block stand and what they see, as the programs of a device are given it. Nodes and what they see are filled
/// up to powers of two, so that there are few shapes: a node that is none writes to the cache's first row, which nothing reads.
///
/// @param nodes   with those that are none
/// @param seen    rows of the cache that each sees, with some that do not count
/// @param cosines of the nodes' features, as the other arrays row-major
final class DeviceBlock {
    private static final int LEAST_SEEN = KvLayout.ROWS;

    final int nodes;
    final int seen;
    final double[] cosines;
    final double[] sines;
    final double[] places;
    final double[] rows;
    final double[] bias;

    DeviceBlock(KvNode[] from, int first, int count, Rope rope, int headWidth) {
        nodes = powerOfTwo(count);
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, length(from[first + i].sees));
        }
        seen = Math.max(LEAST_SEEN, powerOfTwo(most));
        cosines = new double[nodes * headWidth];
        sines = new double[nodes * headWidth];
        places = new double[nodes];
        rows = new double[nodes * seen];
        bias = new double[nodes * seen];
        Arrays.fill(bias, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            KvNode node = from[first + i];
            places[i] = row(node.page, node.row);
            rope.features(node.position, headWidth, cosines, sines, i * headWidth);
            see(node.sees, i * seen);
        }
        for (int i = count; i < nodes; i++) {
            bias[i * seen] = 0;
        }
    }

    static int powerOfTwo(int least) {
        return least <= 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
    }

    /// Where in the cache a row of a page is. The pages of devices begin with 1.
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
}
