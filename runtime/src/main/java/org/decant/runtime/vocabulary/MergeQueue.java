package org.decant.runtime.vocabulary;

import java.util.Arrays;
import java.util.PriorityQueue;

/// Merges neighbouring symbols of a sequence, the best pair first, the leftmost of equally good ones, until no known
/// pair is left. Takes n log n steps for n symbols.
final class MergeQueue {
    private final Pairs pairs;
    private final int[] symbols;
    private final int[] previous;
    private final int[] next;
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

    /// What can be merged.
    interface Pairs {
        int NONE = -1;

        /// The symbol that `left` and `right` become, [#NONE] where they do not.
        int merged(int left, int right);

        /// The smaller, the earlier the pair is merged.
        double rank(int left, int right, int merged);
    }

    private record Candidate(double rank, int at, int left, int right, int merged) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byRank = Double.compare(rank, other.rank);
            return byRank != 0 ? byRank : Integer.compare(at, other.at);
        }
    }

    private MergeQueue(Pairs pairs, int[] symbols) {
        this.pairs = pairs;
        this.symbols = symbols;
        this.previous = new int[symbols.length];
        this.next = new int[symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            previous[i] = i - 1;
            next[i] = i + 1;
        }
    }

    /// The symbols that are left; the array given is used up.
    static int[] merge(Pairs pairs, int[] symbols) {
        return symbols.length < 2 ? symbols : new MergeQueue(pairs, symbols).run();
    }

    private int[] run() {
        for (int i = 0; i + 1 < symbols.length; i++) {
            offer(i);
        }
        for (Candidate best = candidates.poll(); best != null; best = candidates.poll()) {
            int right = next[best.at];
            boolean stillThere = symbols[best.at] == best.left && right < symbols.length
                    && symbols[right] == best.right;
            if (!stillThere) {
                continue;
            }
            symbols[best.at] = best.merged;
            symbols[right] = Integer.MIN_VALUE;
            next[best.at] = next[right];
            if (next[right] < symbols.length) {
                previous[next[right]] = best.at;
                offer(best.at);
            }
            if (previous[best.at] >= 0) {
                offer(previous[best.at]);
            }
        }
        return Arrays.stream(symbols).filter(symbol -> symbol != Integer.MIN_VALUE).toArray();
    }

    private void offer(int at) {
        int left = symbols[at];
        int right = symbols[next[at]];
        int merged = pairs.merged(left, right);
        if (merged != Pairs.NONE) {
            candidates.add(new Candidate(pairs.rank(left, right, merged), at, left, right, merged));
        }
    }
}
