package org.decant.runtime.model.llama;

import java.util.function.Consumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Attention of the nodes of a pass along their ancestors, page by page. A node sees, in each page of its path, the rows
/// that its mask names; a chain, a tree and many sequences are all the same to it. The places of a canvas all see the
/// path of the last one.
final class Attention {
    /// Thirty-two positions are four of these vectors, or eight where vectors are short.
    private static final VectorSpecies<Float> SHORT =
            Lanes.COUNT >= 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    private static final int COUNT = SHORT.length();
    private static final int ROWS = KvLayout.ROWS;

    private final LlamaShape shape;
    private final KvLayout layout;
    private final float scale;
    /// The path of node i: the entries from starts[i] to starts[i + 1].
    private final int[] starts;
    private KvPage[] pages = new KvPage[1024];
    private int[] masks = new int[1024];
    private KvNode[] nodes;
    private int first;
    /// What is seen of the paths; null for everything.
    private KeySelection selection;

    Attention(LlamaShape shape, KvLayout layout, int mostNodes) {
        this.shape = shape;
        this.layout = layout;
        this.scale = (float) (1 / Math.sqrt(shape.headWidth()));
        this.starts = new int[mostNodes + 1];
    }

    /// What runs the kernels once: a node that sees a whole page and half of another, three heads that share keys.
    static Runnable rehearsal() {
        LlamaShape shape = new LlamaShape(96, 1, 3, 1, 32, 96, 1, 64, 1e-5f);
        KvLayout layout = new KvLayout(1, 1, 32, CacheNumbers.F32);
        Attention attention = new Attention(shape, layout, 1);
        attention.starts[1] = 2;
        for (int i = 0; i < 2; i++) {
            attention.pages[i] = new KvPage(layout);
            attention.masks[i] = i == 0 ? 0xFFFF : -1;
            System.arraycopy(Warmth.floats(layout.size()), 0, attention.pages[i].floats, 0, layout.size());
        }
        float[] queries = Warmth.floats(shape.queryWidth());
        float[] out = new float[shape.queryWidth()];
        Scratch scratch = new Scratch(1);
        return () -> attention.attend(0, 0, 0, queries, 0, out, 0, scratch);
    }

    /// Notes the paths of the nodes of a block, and what is seen of them.
    void plan(KvNode[] nodes, int from, int count, KeySelection selection) {
        this.nodes = nodes;
        this.first = from;
        this.selection = selection;
        boolean reduced = selection != null && !selection.byHead();
        int size = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = size;
            for (KvNode at = nodes[from + i].sees; at != null; at = at.before) {
                int mask = reduced ? selection.always(nodes[from + i], at.page, at.mask) : at.mask;
                if (mask == 0) {
                    continue;
                }
                if (size == masks.length) {
                    pages = java.util.Arrays.copyOf(pages, 2 * size);
                    masks = java.util.Arrays.copyOf(masks, 2 * size);
                }
                pages[size] = at.page;
                masks[size++] = mask;
            }
            reverse(starts[i], size);
        }
        starts[count] = size;
    }

    /// From a path's last part to its first they were found; what is added up is in the order of the path.
    private void reverse(int from, int to) {
        for (int low = from, high = to - 1; low < high; low++, high--) {
            KvPage page = pages[low];
            pages[low] = pages[high];
            pages[high] = page;
            int mask = masks[low];
            masks[low] = masks[high];
            masks[high] = mask;
        }
    }

    /// Forgets the pages, so that those freed can be collected.
    void clear(int count) {
        java.util.Arrays.fill(pages, 0, starts[count], null);
        nodes = null;
    }

    /// Whether the nodes of a block have to come one after the other, by each key head.
    boolean inOrder() {
        return selection != null && selection.inOrder();
    }

    /// Gives each row that node `node` sees with a key head.
    void forEachSeen(int layer, int keyHead, int node, Scratch scratch, Consumer<KvNode> row) {
        int[] seen = seen(layer, keyHead, node, scratch);
        int base = seen == masks ? starts[node] : 0;
        for (int e = 0; e < starts[node + 1] - starts[node]; e++) {
            for (int left = seen[base + e]; left != 0; left &= left - 1) {
                row.accept(pages[starts[node] + e].nodes[Integer.numberOfTrailingZeros(left)]);
            }
        }
    }

    /// The masks of a node's path: all masks of the block, or those of this node alone where a head has its own.
    private int[] seen(int layer, int keyHead, int node, Scratch scratch) {
        if (selection == null || !selection.byHead()) {
            return masks;
        }
        int entries = starts[node + 1] - starts[node];
        int[] seen = scratch.seen(entries);
        selection.choose(nodes[first + node], layer, keyHead, pages, masks, starts[node], entries, seen, scratch);
        return seen;
    }

    /// Attention of the heads of node `node` that share `keyHead`.
    ///
    /// @param queries the queries of all heads from `query`
    /// @param out     gets the mixed values of all heads from `at`
    void attend(int layer, int keyHead, int node, float[] queries, int query, float[] out, int at, Scratch scratch) {
        int width = shape.headWidth();
        int heads = shape.headsPerKey();
        int entries = starts[node + 1] - starts[node];
        int block = layout.padded() * ROWS;
        int scored = entries * ROWS;
        // scores of two heads, mixed values of two heads, and keys or values that are not stored as floats
        float[] s = scratch.scores(2 * scored + 2 * layout.padded() + block);
        int[] seen = seen(layer, keyHead, node, scratch);
        int base = seen == masks ? starts[node] : 0;
        float[] weights = inOrder() ? scratch.weights(scored) : null;
        int mixed = 2 * scored;
        int decoded = mixed + 2 * layout.padded();
        for (int head = keyHead * heads; head < (keyHead + 1) * heads; head += 2) {
            boolean two = head + 1 < (keyHead + 1) * heads;
            int q0 = query + head * width;
            for (int e = 0; e < entries; e++) {
                int mask = seen[base + e];
                if (mask == 0) {
                    java.util.Arrays.fill(s, e * ROWS, (e + 1) * ROWS, Float.NEGATIVE_INFINITY);
                    java.util.Arrays.fill(s, scored + e * ROWS, scored + (e + 1) * ROWS, Float.NEGATIVE_INFINITY);
                    continue;
                }
                KvPage page = pages[starts[node] + e];
                float[] keys = page.floats;
                int k = layout.keys(layer, keyHead);
                if (keys == null) {
                    page.keys(layer, keyHead, s, decoded);
                    keys = s;
                    k = decoded;
                }
                for (int i = 0; i < ROWS; i += 4 * COUNT) {
                    if (two) {
                        scoreTwo(keys, k + i, queries, q0, width, s, e * ROWS + i, scored);
                    } else {
                        scoreOne(keys, k + i, queries, q0, width, s, e * ROWS + i);
                    }
                }
                if (mask != -1) {
                    hide(mask, s, e * ROWS);
                    hide(mask, s, scored + e * ROWS);
                }
            }
            softmax(s, 0, scored);
            if (two) {
                softmax(s, scored, scored);
            }
            if (weights != null) {
                for (int i = 0; i < scored; i++) {
                    weights[i] += s[i] + (two ? s[scored + i] : 0);
                }
            }
            java.util.Arrays.fill(s, mixed, mixed + 2 * layout.padded(), 0);
            for (int e = 0; e < entries; e++) {
                int mask = seen[base + e];
                if (mask == 0) {
                    continue;
                }
                KvPage page = pages[starts[node] + e];
                float[] values = page.floats;
                int v = layout.values(layer, keyHead);
                if (values == null) {
                    page.values(layer, keyHead, s, decoded);
                    values = s;
                    v = decoded;
                }
                for (int i = 0; i < layout.padded(); i += 4 * COUNT) {
                    if (two) {
                        mixTwo(values, v + i, mask, layout.padded(), s, e * ROWS, scored, mixed + i);
                    } else {
                        mixOne(values, v + i, mask, layout.padded(), s, e * ROWS, mixed + i);
                    }
                }
            }
            System.arraycopy(s, mixed, out, at + head * width, width);
            if (two) {
                System.arraycopy(s, mixed + layout.padded(), out, at + (head + 1) * width, width);
            }
        }
        if (weights != null) {
            selection.remember(nodes[first + node], layer, keyHead, pages, starts[node], seen, entries, weights);
        }
    }

    private static void hide(int mask, float[] s, int at) {
        for (int row = 0; row < ROWS; row++) {
            if ((mask >>> row & 1) == 0) {
                s[at + row] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /// Turns scores into weights that sum to 1.
    private void softmax(float[] s, int from, int count) {
        if (Warmth.ACTIVATIONS.isCold()) {
            PlainKernels.softmax(s, from, count, scale);
        } else {
            softmaxVectors(s, from, count);
        }
    }

    /// In steps: as one method they are more than the compiler puts calls into.
    private void softmaxVectors(float[] s, int from, int count) {
        exponentials(s, from, count, largest(s, from, count), scale);
        multiply(s, from, count, 1 / sum(s, from, count));
    }

    /// One after the other: a path's rows are in its order wherever they lie in pages, and rows that are not seen are 0, so that
    /// the sum is the same whatever is computed beside and was before.
    static float sum(float[] s, int from, int count) {
        float sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += s[i];
        }
        return sum;
    }

    private static float largest(float[] s, int from, int count) {
        FloatVector most = Lanes.all(Float.NEGATIVE_INFINITY);
        for (int i = from; i < from + count; i += Lanes.COUNT) {
            most = most.max(Lanes.load(s, i));
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    /// Sets s[i] to exp((s[i] - max) · scale).
    private static void exponentials(float[] s, int from, int count, float max, float scale) {
        for (int i = from; i < from + count; i += Lanes.COUNT) {
            Exponential.of(Lanes.load(s, i).sub(max).mul(scale)).intoArray(s, i);
        }
    }

    private static void multiply(float[] s, int from, int count, float factor) {
        for (int i = from; i < from + count; i += Lanes.COUNT) {
            Lanes.load(s, i).mul(factor).intoArray(s, i);
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SHORT, values, at);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SHORT, value);
    }

    /// Scores of four vectors of positions for two heads, whose queries are `width` apart and scores `apart`.
    private static void scoreTwo(float[] keys, int k, float[] q, int q0, int width, float[] s, int at, int apart) {
        if (Warmth.ACTIVATIONS.isCold()) {
            PlainKernels.scores(keys, k, q, q0, width, s, at, 4 * COUNT);
            PlainKernels.scores(keys, k, q, q0 + width, width, s, apart + at, 4 * COUNT);
        } else {
            scoreTwoVectors(keys, k, q, q0, width, s, at, apart);
        }
    }

    private static void scoreTwoVectors(float[] keys, int k, float[] q, int q0, int width, float[] s, int at, int apart) {
        FloatVector a0 = all(0);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        final int q1 = q0 + width;
        for (int i = 0; i < width; i++) {
            FloatVector a = all(q[q0 + i]);
            FloatVector b = all(q[q1 + i]);
            FloatVector v = load(keys, k + i * ROWS);
            a0 = v.fma(a, a0);
            b0 = v.fma(b, b0);
            v = load(keys, k + i * ROWS + COUNT);
            a1 = v.fma(a, a1);
            b1 = v.fma(b, b1);
            v = load(keys, k + i * ROWS + 2 * COUNT);
            a2 = v.fma(a, a2);
            b2 = v.fma(b, b2);
            v = load(keys, k + i * ROWS + 3 * COUNT);
            a3 = v.fma(a, a3);
            b3 = v.fma(b, b3);
        }
        a0.intoArray(s, at);
        a1.intoArray(s, at + COUNT);
        a2.intoArray(s, at + 2 * COUNT);
        a3.intoArray(s, at + 3 * COUNT);
        b0.intoArray(s, apart + at);
        b1.intoArray(s, apart + at + COUNT);
        b2.intoArray(s, apart + at + 2 * COUNT);
        b3.intoArray(s, apart + at + 3 * COUNT);
    }

    private static void scoreOne(float[] keys, int k, float[] q, int q0, int width, float[] s, int at) {
        if (Warmth.ACTIVATIONS.isCold()) {
            PlainKernels.scores(keys, k, q, q0, width, s, at, 4 * COUNT);
        } else {
            scoreOneVectors(keys, k, q, q0, width, s, at);
        }
    }

    private static void scoreOneVectors(float[] keys, int k, float[] q, int q0, int width, float[] s, int at) {
        FloatVector a0 = all(0);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int i = 0; i < width; i++) {
            FloatVector a = all(q[q0 + i]);
            a0 = load(keys, k + i * ROWS).fma(a, a0);
            a1 = load(keys, k + i * ROWS + COUNT).fma(a, a1);
            a2 = load(keys, k + i * ROWS + 2 * COUNT).fma(a, a2);
            a3 = load(keys, k + i * ROWS + 3 * COUNT).fma(a, a3);
        }
        a0.intoArray(s, at);
        a1.intoArray(s, at + COUNT);
        a2.intoArray(s, at + 2 * COUNT);
        a3.intoArray(s, at + 3 * COUNT);
    }

    /// Adds, for two heads, the weighted values of the rows that `mask` names: four vectors of features.
    private static void mixTwo(float[] values, int v, int mask, int padded, float[] s, int weights, int apart,
            int out) {
        if (Warmth.ACTIVATIONS.isCold()) {
            PlainKernels.mix(values, v, mask, padded, s, weights, out, 4 * COUNT);
            PlainKernels.mix(values, v, mask, padded, s, apart + weights, out + padded, 4 * COUNT);
        } else {
            mixTwoVectors(values, v, mask, padded, s, weights, apart, out);
        }
    }

    private static void mixTwoVectors(float[] values, int v, int mask, int padded, float[] s, int weights, int apart, int out) {
        FloatVector a0 = load(s, out);
        FloatVector a1 = load(s, out + COUNT);
        FloatVector a2 = load(s, out + 2 * COUNT);
        FloatVector a3 = load(s, out + 3 * COUNT);
        FloatVector b0 = load(s, out + padded);
        FloatVector b1 = load(s, out + padded + COUNT);
        FloatVector b2 = load(s, out + padded + 2 * COUNT);
        FloatVector b3 = load(s, out + padded + 3 * COUNT);
        for (int row = 0; row < ROWS; row++) {
            if ((mask >>> row & 1) == 0) {
                continue;
            }
            FloatVector a = all(s[weights + row]);
            FloatVector b = all(s[apart + weights + row]);
            int at = v + row * padded;
            FloatVector x = load(values, at);
            a0 = x.fma(a, a0);
            b0 = x.fma(b, b0);
            x = load(values, at + COUNT);
            a1 = x.fma(a, a1);
            b1 = x.fma(b, b1);
            x = load(values, at + 2 * COUNT);
            a2 = x.fma(a, a2);
            b2 = x.fma(b, b2);
            x = load(values, at + 3 * COUNT);
            a3 = x.fma(a, a3);
            b3 = x.fma(b, b3);
        }
        a0.intoArray(s, out);
        a1.intoArray(s, out + COUNT);
        a2.intoArray(s, out + 2 * COUNT);
        a3.intoArray(s, out + 3 * COUNT);
        b0.intoArray(s, out + padded);
        b1.intoArray(s, out + padded + COUNT);
        b2.intoArray(s, out + padded + 2 * COUNT);
        b3.intoArray(s, out + padded + 3 * COUNT);
    }

    private static void mixOne(float[] values, int v, int mask, int padded, float[] s, int weights, int out) {
        if (Warmth.ACTIVATIONS.isCold()) {
            PlainKernels.mix(values, v, mask, padded, s, weights, out, 4 * COUNT);
        } else {
            mixOneVectors(values, v, mask, padded, s, weights, out);
        }
    }

    private static void mixOneVectors(float[] values, int v, int mask, int padded, float[] s, int weights, int out) {
        FloatVector a0 = load(s, out);
        FloatVector a1 = load(s, out + COUNT);
        FloatVector a2 = load(s, out + 2 * COUNT);
        FloatVector a3 = load(s, out + 3 * COUNT);
        for (int row = 0; row < ROWS; row++) {
            if ((mask >>> row & 1) == 0) {
                continue;
            }
            FloatVector a = all(s[weights + row]);
            int at = v + row * padded;
            a0 = load(values, at).fma(a, a0);
            a1 = load(values, at + COUNT).fma(a, a1);
            a2 = load(values, at + 2 * COUNT).fma(a, a2);
            a3 = load(values, at + 3 * COUNT).fma(a, a3);
        }
        a0.intoArray(s, out);
        a1.intoArray(s, out + COUNT);
        a2.intoArray(s, out + 2 * COUNT);
        a3.intoArray(s, out + 3 * COUNT);
    }
}
