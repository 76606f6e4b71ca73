package org.decant.runtime.vocabulary;

/// A token of a vocabulary. There is one object per token, so tokens compare by identity.
public final class Token {
    private final Vocabulary vocabulary;
    private final int id;

    Token(Vocabulary vocabulary, int id) {
        this.vocabulary = vocabulary;
        this.id = id;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// The token's index, from 0 to the vocabulary's size.
    public int id() {
        return id;
    }

    /// The token's text; bytes that are no UTF-8 on their own become U+FFFD.
    public String text() {
        return vocabulary.text(id);
    }

    /// Whether the token ends an output.
    public boolean isEnd() {
        return vocabulary.isEnd(id);
    }

    @Override
    public int hashCode() {
        return id * 0x9E3779B1;
    }

    @Override
    public String toString() {
        return text();
    }
}
