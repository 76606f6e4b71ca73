package org.decant.runtime.distribution;

import java.util.Arrays;
import org.decant.runtime.vocabulary.Token;

/// The order of tokens: the larger score first, the smaller id first where scores are equal.
public final class Ranking {

    private Ranking() {
    }

    /// The ids of the `count` most likely tokens in order. Excluded tokens are never among them, so there may be fewer.
    ///
    /// @param count at least 0
    public static int[] top(Dist dist, int count) {
        return top(dist.logProbabilities(), count);
    }

    /// The ids of the `count` tokens of the largest scores in order. Excluded tokens are never among them, so there may
    /// be fewer.
    ///
    /// @param count at least 0
    public static int[] top(Logits logits, int count) {
        return top(logits.values(), count);
    }

    private static int[] top(double[] scores, int count) {
        Parameter.check(count >= 0, "top", "n", count, "at least 0");
        return largest(scores, count);
    }

    /// How many tokens come before `token`: 0 for the most likely one.
    public static int rank(Dist dist, Token token) {
        return rank(dist.logProbabilities(), token.id());
    }

    /// How many tokens come before `token`: 0 for the one of the largest score.
    public static int rank(Logits logits, Token token) {
        return rank(logits.values(), token.id());
    }

    private static int rank(double[] scores, int id) {
        double score = scores[id];
        int before = 0;
        for (int other = 0; other < scores.length; other++) {
            if (scores[other] > score || scores[other] == score && other < id) {
                before++;
            }
        }
        return before;
    }

    /// The indices of the `count` largest keys, largest first, the smaller index first where keys are equal. Keys that
    /// are minus infinity or not a number are passed over.
    ///
    /// A heap of the best so far has the last of them at its root, so that almost every key costs one comparison:
    /// O(n + m log m log(n / m)) expected for m of n keys in random order, O(n log m) at worst.
    static int[] largest(double[] keys, int count) {
        int[] heap = new int[Math.min(count, keys.length)];
        int size = 0;
        int next = 0;
        for (; size < heap.length && next < keys.length; next++) {
            if (keys[next] > Double.NEGATIVE_INFINITY) {
                heap[size++] = next;
            }
        }
        for (int at = size / 2 - 1; at >= 0; at--) {
            sink(heap, size, at, keys);
        }
        if (size > 0) {
            for (double worst = keys[heap[0]]; next < keys.length; next++) {
                if (keys[next] > worst) { // an equal key of a larger index comes later
                    heap[0] = next;
                    sink(heap, size, 0, keys);
                    worst = keys[heap[0]];
                }
            }
        }
        for (int end = size - 1; end > 0; end--) {
            int last = heap[0];
            heap[0] = heap[end];
            heap[end] = last;
            sink(heap, end, 0, keys);
        }
        return size == heap.length ? heap : Arrays.copyOf(heap, size);
    }

    /// Moves the index at `at` down to its place in a heap that has the last in order at its root.
    private static void sink(int[] heap, int size, int at, double[] keys) {
        int moved = heap[at];
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && precedes(keys, heap[child], heap[child + 1])) {
                child++;
            }
            if (!precedes(keys, moved, heap[child])) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    private static boolean precedes(double[] keys, int a, int b) {
        return keys[a] > keys[b] || keys[a] == keys[b] && a < b;
    }
}
