package org.decant.runtime.vocabulary;

import java.util.Arrays;
import java.util.BitSet;

/// The tokens of a vocabulary by their bytes: what all of them have in common at their beginning is looked at once. Special
/// tokens and tokens without bytes are no part of a text and are left out.
///
/// The nodes lie in preorder, so that leaving out what is below a node is a jump.
public final class TokenTrie {
    private final byte[] labels;
    private final int[] depths;
    /// The node after all those below a node.
    private final int[] ends;
    /// The index in `tokens` of the first token that ends at a node; those of the next node follow.
    private final int[] firstTokens;
    private final int[] tokens;
    private final BitSet singleBytes = new BitSet(256);
    private int nodes;
    private int deepest;

    /// Goes through a trie.
    public interface Visitor {

        /// Whether to go on with the tokens whose byte at `depth`, from 0, is `value`, 0 to 255, after those entered before.
        boolean enter(int depth, int value);

        /// A token that ends with the byte entered last.
        void token(int id);
    }

    private TokenTrie(int nodes, int[] tokens) {
        this.labels = new byte[nodes];
        this.depths = new int[nodes];
        this.ends = new int[nodes];
        this.firstTokens = new int[nodes + 1];
        this.tokens = tokens;
    }

    static TokenTrie of(Vocabulary vocabulary) {
        Integer[] sorted = new Integer[vocabulary.size()];
        int count = 0;
        for (int id = 0; id < vocabulary.size(); id++) {
            if (!vocabulary.isSpecial(id) && vocabulary.bytes(id).length > 0) {
                sorted[count++] = id;
            }
        }
        Arrays.sort(sorted, 0, count, (a, b) -> Arrays.compareUnsigned(vocabulary.bytes(a), vocabulary.bytes(b)));
        int[] ids = new int[count];
        int nodes = 0;
        byte[] before = {};
        for (int i = 0; i < count; i++) {
            ids[i] = sorted[i];
            byte[] bytes = vocabulary.bytes(ids[i]);
            nodes += bytes.length - shared(before, bytes);
            before = bytes;
        }
        TokenTrie trie = new TokenTrie(nodes, ids);
        trie.fill(vocabulary);
        return trie;
    }

    private void fill(Vocabulary vocabulary) {
        byte[] before = {};
        int[] path = new int[1];
        for (int i = 0; i < tokens.length; i++) {
            byte[] bytes = vocabulary.bytes(tokens[i]);
            int shared = shared(before, bytes);
            close(path, shared, before.length);
            path = path.length < bytes.length ? Arrays.copyOf(path, 2 * bytes.length) : path;
            for (int depth = shared; depth < bytes.length; depth++) {
                labels[nodes] = bytes[depth];
                depths[nodes] = depth;
                firstTokens[nodes] = i;
                path[depth] = nodes++;
            }
            deepest = Math.max(deepest, bytes.length);
            if (bytes.length == 1) {
                singleBytes.set(bytes[0] & 0xFF);
            }
            before = bytes;
        }
        close(path, 0, before.length);
        firstTokens[nodes] = tokens.length;
    }

    private void close(int[] path, int from, int to) {
        for (int depth = from; depth < to; depth++) {
            ends[path[depth]] = nodes;
        }
    }

    private static int shared(byte[] a, byte[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }

    /// Goes through all tokens in the order of their bytes.
    public void visit(Visitor visitor) {
        for (int node = 0; node < nodes; ) {
            if (!visitor.enter(depths[node], labels[node] & 0xFF)) {
                node = ends[node];
                continue;
            }
            for (int i = firstTokens[node]; i < firstTokens[node + 1]; i++) {
                visitor.token(tokens[i]);
            }
            node++;
        }
    }

    /// The length of the longest token in bytes.
    public int deepest() {
        return deepest;
    }

    /// Whether there is a token of this one byte, 0 to 255.
    public boolean hasByte(int value) {
        return singleBytes.get(value);
    }

    /// Whether there is a token for each single byte, so that tokens can spell everything.
    public boolean hasAllBytes() {
        return singleBytes.cardinality() == 256;
    }
}
