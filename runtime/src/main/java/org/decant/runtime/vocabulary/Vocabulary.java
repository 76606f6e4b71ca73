package org.decant.runtime.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The tokens of a model: ids from 0, the bytes each stands for, and which of them are special or end an output.
///
/// Models that share tokens share the vocabulary object; tokens of two vocabularies never mix unless converted
/// through text.
public final class Vocabulary {
    private final String name;
    private final byte[][] bytes;
    private final BitSet special;
    private final BitSet ends;
    private final Token[] tokens;
    private final Tokenizer tokenizer;
    private TokenTrie trie;

    /// @param name      how messages call it
    /// @param bytes     the bytes of each token; those of special tokens are shown but never part of a text
    /// @param special   ids of control tokens
    /// @param ends      ids that end an output, a subset of `special`
    /// @param tokenizer turns text into ids of this vocabulary
    public Vocabulary(String name, byte[][] bytes, BitSet special, BitSet ends, Tokenizer tokenizer) {
        this.name = name;
        this.bytes = bytes;
        this.special = special;
        this.ends = ends;
        this.tokenizer = tokenizer;
        this.tokens = new Token[bytes.length];
        for (int id = 0; id < bytes.length; id++) {
            tokens[id] = new Token(this, id);
        }
    }

    public String name() {
        return name;
    }

    public int size() {
        return bytes.length;
    }

    public Token token(int id) {
        return tokens[id];
    }

    public byte[] bytes(int id) {
        return bytes[id];
    }

    public boolean isSpecial(int id) {
        return special.get(id);
    }

    public boolean isEnd(int id) {
        return ends.get(id);
    }

    /// Adds the ids that end an output to `ids`.
    public void addEnds(BitSet ids) {
        ids.or(ends);
    }

    /// The first end token's id, or -1 where the vocabulary has none.
    public int end() {
        return ends.nextSetBit(0);
    }

    /// The tokens that a text can be made of, by their bytes; made when first asked for.
    public synchronized TokenTrie trie() {
        if (trie == null) {
            trie = TokenTrie.of(this);
        }
        return trie;
    }

    /// One token's text for people, special tokens too.
    public String text(int id) {
        return new String(bytes[id], StandardCharsets.UTF_8);
    }

    public List<Token> encode(String text) {
        int[] ids = tokenizer.encode(text);
        List<Token> list = new ArrayList<>(ids.length);
        for (int id : ids) {
            list.add(tokens[id]);
        }
        return list;
    }

    /// The text of `sequence` without its special tokens.
    public static String decode(Iterable<Token> sequence) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Token token : sequence) {
            if (!token.vocabulary().isSpecial(token.id())) {
                out.writeBytes(token.vocabulary().bytes(token.id()));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
