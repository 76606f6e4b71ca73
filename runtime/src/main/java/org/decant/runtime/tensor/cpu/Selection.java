package org.decant.runtime.tensor.cpu;

import java.util.Arrays;
import org.decant.runtime.tensor.program.Operation;

/// Selects among scores without sorting all of them. Its memory is kept from one call to the next.
///
/// The order is the larger score first, the earlier place first where scores are equal.
final class Selection {
    /// The mass is mostly in a few dozen tokens, so that many are looked at first.
    private static final int FIRST = 64;
    /// Where one score is near the largest, so many are looked at one by one.
    private static final int BLOCK = 8;
    private static final int BINS_PER_NAT = 64;
    /// What is more than 32 nats below the largest score shares the last bin.
    private static final int BINS = 32 * BINS_PER_NAT;

    /// Whether passes use vectors.
    boolean vectors;
    private int[] heap = new int[FIRST];
    private double[] weights = new double[0];
    private double[] masses = new double[0];
    private int[] counts = new int[0];

    /// The places of the `count` largest scores, rising, to a slot; how many they are.
    int topK(double[] scores, int size, double count, Workspace workspace, int slot) {
        int kept = largest(scores, size, (int) Math.min(count, size));
        return allFinite(kept, scores) ? rising(kept, workspace, slot) : all(size, workspace, slot);
    }

    /// Whether the heap has places, and of finite scores only.
    private boolean allFinite(int size, double[] scores) {
        for (int i = 0; i < size; i++) {
            if (scores[heap[i]] == Double.POSITIVE_INFINITY) {
                return false;
            }
        }
        return size > 0;
    }

    /// The places of the scores that are not further below the largest than `ratio`, at most 0, rising, to a slot; how many they
    /// are.
    ///
    /// One pass: what is kept beside the largest score so far is looked at again in the end. The further below it a score is,
    /// the further it is below a larger one, rounding included.
    int topRatio(double[] scores, int size, double ratio, Workspace workspace, int slot) {
        double[] places = workspace.room(slot, size);
        double max = Double.NEGATIVE_INFINITY;
        int near = 0;
        int next = 0;
        while ((next = Passes.firstNear(scores, next, size, max, ratio, vectors)) < size) {
            for (int end = Math.min(next + BLOCK, size); next < end; next++) {
                double score = scores[next];
                max = Math.max(max, score);
                if (score > Double.NEGATIVE_INFINITY && score - max >= ratio) {
                    places[near++] = next;
                }
            }
        }
        if (!Double.isFinite(max)) {
            return all(size, workspace, slot);
        }
        int kept = 0;
        for (int i = 0; i < near; i++) {
            if (scores[(int) places[i]] - max >= ratio) {
                places[kept++] = places[i];
            }
        }
        return kept;
    }

    /// The places of the largest scores that hold `mass`, rising, to a slot; how many they are.
    int topMass(double[] scores, int size, double mass, Workspace workspace, int slot) {
        double max = Passes.max(scores, size, vectors);
        if (mass >= 1 || !Double.isFinite(max)) {
            return all(size, workspace, slot);
        }
        double sum = weigh(scores, size, max);
        int first = largest(scores, size, Math.min(FIRST, size));
        inOrder(first, scores);
        double wanted = mass * sum * (1 - Operation.TopMass.ROUNDING);
        double reached = 0;
        for (int i = 0; i < first; i++) {
            reached += weights[heap[i]];
            if (reached >= wanted) {
                return rising(i + 1, workspace, slot);
            }
        }
        return first < FIRST ? rising(first, workspace, slot)
                : upTo(crossing(scores, size, max, wanted), scores, size, workspace, slot);
    }

    /// Sets the weights to exp(score - max); their sum.
    private double weigh(double[] scores, int size, double max) {
        if (weights.length < size) {
            weights = new double[size];
        }
        return Passes.exponentials(scores, size, max, weights, vectors);
    }

    private static int all(int size, Workspace workspace, int slot) {
        double[] places = workspace.room(slot, size);
        for (int i = 0; i < size; i++) {
            places[i] = i;
        }
        return size;
    }

    /// The first places of the heap's array, rising.
    private int rising(int count, Workspace workspace, int slot) {
        Arrays.sort(heap, 0, count);
        double[] places = workspace.room(slot, count);
        for (int i = 0; i < count; i++) {
            places[i] = heap[i];
        }
        return count;
    }

    /// The places of all scores that come up to the place `last` in order.
    private static int upTo(int last, double[] scores, int size, Workspace workspace, int slot) {
        double[] places = workspace.room(slot, size);
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (scores[i] > scores[last] || scores[i] == scores[last] && i <= last) {
                places[count++] = i;
            }
        }
        return count;
    }

    /// Makes a heap of the places of the `count` largest scores, the last of them at its root; how many there are, or -1 where a
    /// score is not a number. Scores that are minus infinity are passed over.
    ///
    /// Almost every score costs one comparison: O(n + m log m log(n / m)) expected for m of n scores in random order.
    private int largest(double[] scores, int size, int count) {
        if (heap.length < count) {
            heap = new int[count];
        }
        int kept = 0;
        int next = 0;
        for (; kept < count && next < size; next++) {
            if (Double.isNaN(scores[next])) {
                return -1;
            }
            if (scores[next] > Double.NEGATIVE_INFINITY) {
                heap[kept++] = next;
            }
        }
        for (int at = kept / 2 - 1; at >= 0; at--) {
            sink(kept, at, scores);
        }
        while (kept > 0 && (next = Passes.firstNotBelow(scores, next, size, scores[heap[0]], vectors)) < size) {
            if (Double.isNaN(scores[next])) {
                return -1;
            }
            heap[0] = next++;
            sink(kept, 0, scores);
        }
        return kept;
    }

    /// Puts the places of a heap in order.
    private void inOrder(int size, double[] scores) {
        for (int end = size - 1; end > 0; end--) {
            int last = heap[0];
            heap[0] = heap[end];
            heap[end] = last;
            sink(end, 0, scores);
        }
    }

    private void sink(int size, int from, double[] scores) {
        int at = from;
        int moved = heap[at];
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && precedes(scores, heap[child], heap[child + 1])) {
                child++;
            }
            if (!precedes(scores, moved, heap[child])) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    private static boolean precedes(double[] scores, int a, int b) {
        return scores[a] > scores[b] || scores[a] == scores[b] && a < b;
    }

    /// The place at which the sum of weights in order reaches `wanted`, found without ordering all that come before it: places are
    /// counted into bins by their scores, and only the bin in which the sum crosses is ordered. Where rounding leaves the whole
    /// sum a little short, it is the last place.
    private int crossing(double[] scores, int size, double max, double wanted) {
        if (masses.length == 0) {
            masses = new double[BINS];
            counts = new int[BINS];
        }
        Arrays.fill(masses, 0);
        Arrays.fill(counts, 0);
        int end = 0; // of the bins that are not empty
        for (int i = 0; i < size; i++) {
            if (scores[i] > Double.NEGATIVE_INFINITY) {
                int bin = bin(scores[i], max);
                masses[bin] += weights[i];
                counts[bin]++;
                end = Math.max(end, bin + 1);
            }
        }
        int bin = 0;
        double reached = 0;
        while (bin < end - 1 && reached + masses[bin] < wanted) {
            reached += masses[bin++];
        }
        int count = counts[bin];
        if (heap.length < count) {
            heap = new int[count];
        }
        for (int i = 0, next = 0; next < count; i++) {
            if (scores[i] > Double.NEGATIVE_INFINITY && bin(scores[i], max) == bin) {
                heap[next++] = i;
            }
        }
        for (int at = count / 2 - 1; at >= 0; at--) {
            sink(count, at, scores);
        }
        inOrder(count, scores);
        int last = 0;
        for (int i = 0; i < count && reached < wanted; i++) {
            last = heap[i];
            reached += weights[last];
        }
        return last;
    }

    /// Larger scores come in earlier bins, equal ones in the same.
    private static int bin(double score, double max) {
        return (int) Math.min((max - score) * BINS_PER_NAT, BINS - 1);
    }
}
