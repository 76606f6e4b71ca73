package org.decant.runtime.model.ngram;

import java.util.Arrays;
import org.decant.runtime.collection.LongIntMap;

/// The Kneser-Ney counts of the n-grams of a text, in a trie of contexts.
///
/// A context is a node: the empty one is node 0, and the child of a node under a token is the context with that token
/// in FRONT of it. So the contexts of a position are one path from the root, and a node's parent, the context it backs
/// off to, has a smaller number. Before each document stands a boundary that no context reaches beyond.
///
/// An n-gram of the highest order, or one that begins at a boundary, has the number of its occurrences as its count;
/// any other has the number of different tokens that occur in front of it (Kneser and Ney, 1995).
final class NGramCounts {
    private final int order;
    private final int boundary;

    /// From a node and a token to the node of the context with the token in front.
    private final LongIntMap children;
    private int[] parents = new int[1024];
    private byte[] depths = new byte[1024];
    private int nodes = 1;

    /// From a node and a token to the n-gram of the context followed by the token.
    private final LongIntMap ngrams;
    private int[] contexts = new int[1024];
    private int[] tokens = new int[1024];
    private int[] counts = new int[1024];
    /// The n-gram without its first token, or -1.
    private int[] shorter = new int[1024];
    private int size;

    /// @param boundary what stands before a document; a token id, or the vocabulary's size where none will do
    /// @param expected the number of tokens to come, roughly
    NGramCounts(int order, int boundary, int expected) {
        this.order = order;
        this.boundary = boundary;
        this.children = new LongIntMap(order == 1 ? 0 : expected + expected / 2);
        this.ngrams = new LongIntMap(2 * expected);
    }

    /// Counts the n-grams of a document.
    void add(int[] ids) {
        int[] path = new int[order];
        for (int position = 0; position < ids.length; position++) {
            count(path, walk(ids, position, path), ids[position]);
        }
    }

    /// Writes the contexts of a position to `path`, the empty one first, and returns the length of the longest.
    private int walk(int[] ids, int position, int[] path) {
        for (int depth = 1; depth < order; depth++) {
            boolean outside = position < depth;
            path[depth] = child(path[depth - 1], outside ? boundary : ids[position - depth], depth);
            if (outside) {
                return depth;
            }
        }
        return order - 1;
    }

    /// Counts `token` after the longest context; a shorter one counts it only when what stands in front is new.
    private void count(int[] path, int deepest, int token) {
        int longer = -1;
        for (int depth = deepest; depth >= 0; depth--) {
            long key = LongIntMap.key(path[depth], token);
            int known = ngrams.putIfAbsent(key, size);
            int ngram = known == LongIntMap.ABSENT ? addNGram(path[depth], token) : known;
            counts[ngram]++;
            if (longer >= 0) {
                shorter[longer] = ngram;
            }
            if (known != LongIntMap.ABSENT) {
                return;
            }
            longer = ngram;
        }
    }

    private int addNGram(int node, int token) {
        if (size == tokens.length) {
            contexts = Arrays.copyOf(contexts, 2 * size);
            tokens = Arrays.copyOf(tokens, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            shorter = Arrays.copyOf(shorter, 2 * size);
        }
        contexts[size] = node;
        tokens[size] = token;
        shorter[size] = -1;
        return size++;
    }

    private int child(int node, int token, int depth) {
        int known = children.putIfAbsent(LongIntMap.key(node, token), nodes);
        if (known != LongIntMap.ABSENT) {
            return known;
        }
        if (nodes == parents.length) {
            parents = Arrays.copyOf(parents, 2 * nodes);
            depths = Arrays.copyOf(depths, 2 * nodes);
        }
        parents[nodes] = node;
        depths[nodes] = (byte) depth;
        return nodes++;
    }

    /// The number of contexts.
    int nodes() {
        return nodes;
    }

    /// The number of tokens in a context.
    int depth(int node) {
        return depths[node];
    }

    LongIntMap children() {
        return children;
    }

    /// The number of n-grams of all orders.
    int size() {
        return size;
    }

    /// Where the n-grams of each context begin and end in an array of all ordered by context: those of node n are at
    /// indexes `starts[n]` to `starts[n + 1]`.
    int[] starts() {
        int[] starts = new int[nodes + 1];
        for (int ngram = 0; ngram < size; ngram++) {
            starts[contexts[ngram] + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            starts[node + 1] += starts[node];
        }
        return starts;
    }

    /// The n-grams ordered by context.
    int[] byContext(int[] starts) {
        int[] next = Arrays.copyOf(starts, nodes);
        int[] ordered = new int[size];
        for (int ngram = 0; ngram < size; ngram++) {
            ordered[next[contexts[ngram]]++] = ngram;
        }
        return ordered;
    }

    /// For each depth of context and each count from 1 to 4, how many n-grams have the count.
    long[][] countsOfCounts() {
        long[][] found = new long[order][5];
        for (int ngram = 0; ngram < size; ngram++) {
            int count = counts[ngram];
            if (count <= 4) {
                found[depths[contexts[ngram]]][count]++;
            }
        }
        return found;
    }

    int token(int ngram) {
        return tokens[ngram];
    }

    int count(int ngram) {
        return counts[ngram];
    }

    /// The n-gram without its first token; -1 for a single token.
    int shorter(int ngram) {
        return shorter[ngram];
    }
}
