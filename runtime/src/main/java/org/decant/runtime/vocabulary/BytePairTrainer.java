package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.decant.runtime.collection.LongIntMap;

/// Learns byte-pair merges: the most frequent pair of adjacent symbols becomes a new symbol, again and again (Gage,
/// 1994; Sennrich et al., 2016), on bytes and within the pieces of a text.
///
/// Distinct pieces are kept with their counts, and each pair knows the pieces it occurs in, so a merge costs only what
/// it changes. Of pairs that are equally frequent the one with the smaller left, then the smaller right symbol goes
/// first. The same bytes always merge in the same order, so no two symbols are the same bytes.
public final class BytePairTrainer {
    /// A pair that occurs once saves nothing.
    private static final int LEAST_COUNT = 2;

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
    private final List<byte[]> symbols = new ArrayList<>();
    private final List<Merge> learnt = new ArrayList<>();
    /// From a pair of ids to the id of the merged symbol; a smaller id was learnt earlier and is merged first.
    private final LongIntMap merges;

    private BytePairTrainer(int expectedMerges) {
        merges = new LongIntMap(expectedMerges);
    }

    /// Two symbols that become one, as bytes.
    public record Merge(byte[] left, byte[] right) {
    }

    /// What a training gives.
    ///
    /// @param merges  from a pair of ids, see [LongIntMap#key], to the id of the merged symbol
    /// @param symbols the bytes of the merged symbols; the first has the id [ByteTokens#FIRST]
    /// @param learnt  the merges in the order of learning
    record Result(LongIntMap merges, List<byte[]> symbols, List<Merge> learnt) {
    }

    /// Learns at most `limit` merges from the pieces of a text, [TextPieces#count]; fewer where no pair occurs twice any
    /// more.
    ///
    /// @param counts how often each piece occurs, a single number each
    static Result train(Map<String, int[]> counts, int limit) {
        BytePairTrainer trainer = new BytePairTrainer(limit);
        trainer.count(counts);
        trainer.learn(limit);
        return new Result(trainer.merges, trainer.symbols, trainer.learnt);
    }

    /// Learns merges from pieces, each with how often it occurs; in the order in which they are to be applied. The order
    /// of the pieces does not matter.
    ///
    /// @param limit the most merges; fewer are learnt where no pair of symbols occurs twice
    public static List<Merge> merges(Map<String, int[]> counts, int limit) {
        return train(counts, limit).learnt;
    }

    private void count(Map<String, int[]> counts) {
        for (Map.Entry<String, int[]> counted : counts.entrySet()) {
            byte[] bytes = counted.getKey().getBytes(StandardCharsets.UTF_8);
            int[] ids = new int[bytes.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = bytes[i] & 0xFF;
            }
            pieces.add(new Piece(ids, counted.getValue()[0]));
        }
        for (int index = 0; index < pieces.size(); index++) {
            Piece piece = pieces.get(index);
            for (int i = 1; i < piece.length; i++) {
                Pair pair = pair(piece.ids[i - 1], piece.ids[i]);
                pair.count += piece.count;
                pair.pieces.add(index);
            }
        }
        for (Pair pair : pairs.values()) {
            enqueue(pair);
        }
    }

    private Pair pair(int left, int right) {
        long key = LongIntMap.key(left, right);
        Pair known = pairs.get(key);
        if (known == null) {
            known = new Pair(left, right);
            pairs.put(key, known);
        }
        return known;
    }

    private void enqueue(Pair pair) {
        if (pair.count >= LEAST_COUNT) {
            queue.add(new Candidate(pair.count, pair));
        }
    }

    private void learn(int limit) {
        while (symbols.size() < limit) {
            Candidate best = queue.poll();
            if (best == null) {
                return;
            }
            Pair pair = best.pair;
            if (best.count != pair.count) {
                // The pair lost occurrences to other merges since it was queued.
                enqueue(pair);
            } else {
                merge(pair);
            }
        }
    }

    private void merge(Pair pair) {
        int merged = ByteTokens.FIRST + symbols.size();
        learnt.add(new Merge(bytes(pair.left), bytes(pair.right)));
        symbols.add(concatenate(bytes(pair.left), bytes(pair.right)));
        merges.put(LongIntMap.key(pair.left, pair.right), merged);
        Set<Pair> grown = new HashSet<>();
        for (int i = 0; i < pair.pieces.size(); i++) {
            int index = pair.pieces.get(i);
            Piece piece = pieces.get(index);
            if (piece.contains(pair)) {
                countPairs(piece, -piece.count);
                piece.merge(pair, merged);
                countPairs(piece, piece.count);
                addGrown(piece, index, merged, grown);
            }
        }
        for (Pair larger : grown) {
            enqueue(larger);
        }
    }

    private void countPairs(Piece piece, int change) {
        for (int i = 1; i < piece.length; i++) {
            pair(piece.ids[i - 1], piece.ids[i]).count += change;
        }
    }

    /// Only pairs with the new symbol can have become more frequent.
    private void addGrown(Piece piece, int index, int merged, Set<Pair> grown) {
        for (int i = 1; i < piece.length; i++) {
            if (piece.ids[i - 1] == merged || piece.ids[i] == merged) {
                Pair pair = pair(piece.ids[i - 1], piece.ids[i]);
                pair.pieces.add(index);
                grown.add(pair);
            }
        }
    }

    private byte[] bytes(int id) {
        return id < ByteTokens.BYTES ? new byte[] {(byte) id} : symbols.get(id - ByteTokens.FIRST);
    }

    private static byte[] concatenate(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    /// A distinct piece of the text, spelt in the symbols of the moment.
    private static final class Piece {
        private final int[] ids;
        private final int count;
        private int length;

        Piece(int[] ids, int count) {
            this.ids = ids;
            this.count = count;
            this.length = ids.length;
        }

        boolean contains(Pair pair) {
            for (int i = 1; i < length; i++) {
                if (ids[i - 1] == pair.left && ids[i] == pair.right) {
                    return true;
                }
            }
            return false;
        }

        void merge(Pair pair, int merged) {
            int write = 0;
            for (int read = 0; read < length; read++) {
                boolean found = read + 1 < length && ids[read] == pair.left && ids[read + 1] == pair.right;
                ids[write++] = found ? merged : ids[read];
                if (found) {
                    read++;
                }
            }
            length = write;
        }
    }

    /// Two adjacent symbols, how often they occur, and the pieces they occur in or once did.
    private static final class Pair {
        private final int left;
        private final int right;
        private final IdList pieces = new IdList(8);
        private int count;

        Pair(int left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    /// A pair in the queue, under the count it had when it was put there.
    private record Candidate(int count, Pair pair) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            if (count != other.count) {
                return Integer.compare(other.count, count);
            }
            return pair.left != other.pair.left ? Integer.compare(pair.left, other.pair.left)
                    : Integer.compare(pair.right, other.pair.right);
        }
    }
}
