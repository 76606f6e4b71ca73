package org.decant.runtime.model.llama;

import java.util.Arrays;
import org.decant.runtime.model.Retention;
import org.decant.runtime.tensor.Tensor;

/// What the attention of a node sees where a view keeps only some of what is in the cache: of the rows of a path, those
/// that a [Retention] names.
final class KeySelection {
    private final Retention retention;
    private final LlamaShape shape;
    /// For each layer the directions of all key heads, one behind the other; null where none are looked at.
    private final float[][] filters;
    /// How many positions before are asked what they attended to; 0 where none are.
    private final int queries;

    KeySelection(Retention retention, LlamaShape shape) {
        this.retention = retention;
        this.shape = shape;
        this.filters = byHead() && retention.others() instanceof Retention.Projected projected
                ? projected.filters().stream().map(KeySelection::floats).toArray(float[][]::new) : null;
        this.queries = byHead() && retention.others() instanceof Retention.Attended attended ? attended.queries() : 0;
    }

    private static float[] floats(Tensor tensor) {
        double[] values = tensor.values();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /// Whether each layer and key head has a selection of its own.
    boolean byHead() {
        return !retention.everywhereTheSame();
    }

    /// Whether a node's selection needs what its ancestors attended to in the same layer.
    boolean inOrder() {
        return queries > 0;
    }

    /// Of the rows of `mask`, those that `node` sees in any case.
    int always(KvNode node, KvPage page, int mask) {
        int seen = 0;
        for (int left = mask; left != 0; left &= left - 1) {
            int row = Integer.numberOfTrailingZeros(left);
            if (retention.always(node.position, page.nodes[row].position)) {
                seen |= 1 << row;
            }
        }
        return seen;
    }

    /// Notes how far the key of `node`, `headWidth` numbers from `key`, reaches along the direction of its head.
    void place(KvNode node, int layer, int keyHead, float[] keys, int key) {
        if (filters == null) {
            return;
        }
        float sum = 0;
        for (int i = 0; i < shape.headWidth(); i++) {
            sum += filters[layer][keyHead * shape.headWidth() + i] * keys[key + i];
        }
        node.reaches[layer * shape.keyHeads() + keyHead] = sum;
    }

    /// Gives `node` room for what is noted of it.
    void prepare(KvNode node, int layers) {
        if (filters != null) {
            node.reaches = new float[layers * shape.keyHeads()];
        }
        if (queries > 0) {
            node.attended = new AttendedRows[layers * shape.keyHeads()];
        }
    }

    /// Chooses the rows of a path that a head of `node` sees: masks of its entries go to `seen`.
    ///
    /// @param from of the path's entries in `pages` and `masks`
    void choose(KvNode node, int layer, int keyHead, KvPage[] pages, int[] masks, int from, int entries, int[] seen,
            Scratch scratch) {
        int head = layer * shape.keyHeads() + keyHead;
        float[] sums = queries > 0 ? sums(node, head, scratch) : null;
        long[] ranks = scratch.ranks(node.position + 1);
        int[] places = scratch.places(node.position + 1);
        int size = 0;
        for (int e = 0; e < entries; e++) {
            KvPage page = pages[from + e];
            seen[e] = 0;
            for (int left = masks[from + e]; left != 0; left &= left - 1) {
                int row = Integer.numberOfTrailingZeros(left);
                KvNode at = page.nodes[row];
                if (retention.always(node.position, at.position)) {
                    seen[e] |= 1 << row;
                } else {
                    places[at.position] = e * KvLayout.ROWS + row;
                    ranks[size++] = rank(sums != null ? sums[at.position] : at.reaches[head], at.position);
                }
            }
        }
        int count = retention.others().count();
        if (size > count) {
            Arrays.sort(ranks, 0, size);
        }
        for (int i = Math.max(0, size - count); i < size; i++) {
            int place = places[Integer.MAX_VALUE - (int) ranks[i]];
            seen[place / KvLayout.ROWS] |= 1 << place % KvLayout.ROWS;
        }
    }

    /// A number that is larger for a larger score and, of equal ones, for the earlier position.
    private static long rank(float score, int position) {
        int bits = Float.floatToIntBits(score + 0f);
        return (long) (bits ^ bits >> 31 & Integer.MAX_VALUE) << 32 | Integer.MAX_VALUE - position;
    }

    /// What the positions just before `node` attended to, by position.
    private float[] sums(KvNode node, int head, Scratch scratch) {
        float[] sums = scratch.sumsByPosition(node.position + 1);
        KvNode at = node.parent;
        for (int i = 0; i < queries && at != null; i++, at = at.parent) {
            at.attended[head].addTo(sums);
        }
        return sums;
    }

    /// What a node attended to in a layer, by one key head: positions and the sums of the weights of the heads that share it.
    record AttendedRows(int[] positions, float[] weights) {

        void addTo(float[] sums) {
            for (int i = 0; i < positions.length; i++) {
                sums[positions[i]] += weights[i];
            }
        }
    }

    /// Remembers what `node` attended to.
    ///
    /// @param weights by entry of the path and row
    void remember(KvNode node, int layer, int keyHead, KvPage[] pages, int from, int[] seen, int entries, float[] weights) {
        int size = 0;
        for (int e = 0; e < entries; e++) {
            size += Integer.bitCount(seen[e]);
        }
        AttendedRows rows = new AttendedRows(new int[size], new float[size]);
        int i = 0;
        for (int e = 0; e < entries; e++) {
            for (int left = seen[e]; left != 0; left &= left - 1) {
                int row = Integer.numberOfTrailingZeros(left);
                rows.positions[i] = pages[from + e].nodes[row].position;
                rows.weights[i++] = weights[e * KvLayout.ROWS + row];
            }
        }
        node.attended[layer * shape.keyHeads() + keyHead] = rows;
    }
}
