package org.decant.runtime.vocabulary;

import java.util.BitSet;
import java.util.List;

/// The layout of vocabularies made from a text: ids 0 to 255 are the single bytes, 256 is the end token, what was
/// learnt follows. With the bytes there, every text encodes, and decodes to itself.
final class ByteTokens {
    static final int BYTES = 256;
    static final int END = 256;
    /// The first id that is learnt.
    static final int FIRST = 257;
    /// How the end token is shown.
    static final String END_TEXT = "</s>";

    private ByteTokens() {
    }

    /// A vocabulary of the single bytes, the end token and `learnt`.
    static Vocabulary vocabulary(String name, List<byte[]> learnt, Tokenizer tokenizer) {
        byte[][] bytes = new byte[FIRST + learnt.size()][];
        for (int value = 0; value < BYTES; value++) {
            bytes[value] = new byte[] {(byte) value};
        }
        bytes[END] = END_TEXT.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < learnt.size(); i++) {
            bytes[FIRST + i] = learnt.get(i);
        }
        BitSet end = new BitSet();
        end.set(END);
        return new Vocabulary(name, bytes, end, end, tokenizer);
    }
}
