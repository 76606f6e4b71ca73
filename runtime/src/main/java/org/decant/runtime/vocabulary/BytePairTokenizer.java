package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.decant.runtime.collection.LongIntMap;

/// Byte-level byte-pair encoding (Sennrich et al., 2016; on bytes as in Radford et al., 2019), learnt from a text.
///
/// The text is cut into words with the space before them, marks and line ends; within each piece the pair of adjacent
/// symbols that was learnt first is merged, until no known pair is left. Every text encodes and decodes to itself. (A
/// Java string with half a surrogate pair is no text: the half becomes `?`.)
public final class BytePairTokenizer implements Tokenizer {
    /// The pieces whose tokens are remembered; most of a text are a few thousand words.
    private static final int REMEMBERED_PIECES = 8192;

    private final LongIntMap merges;
    private final Map<String, int[]> remembered = new ConcurrentHashMap<>();

    private BytePairTokenizer(LongIntMap merges) {
        this.merges = merges;
    }

    /// The vocabulary learnt from `text`: ids 0 to 255 are the single bytes, 256 is the end token, then one token for
    /// each merge in the order of learning.
    ///
    /// @param name   how messages call the vocabulary
    /// @param merges the most merges to learn, 0 or more; fewer are learnt where no pair of symbols occurs twice
    public static Vocabulary vocabulary(String name, String text, int merges) {
        BytePairTrainer.Result trained = BytePairTrainer.train(TextPieces.count(text), merges);
        return ByteTokens.vocabulary(name, trained.symbols(), new BytePairTokenizer(trained.merges()));
    }

    @Override
    public int[] encode(String text) {
        IdList out = new IdList(text.length() / 3);
        char[] characters = text.toCharArray();
        for (int start = 0, end; start < characters.length; start = end) {
            end = TextPieces.end(characters, start);
            out.addAll(encodePiece(new String(characters, start, end - start)));
        }
        return out.toArray();
    }

    private int[] encodePiece(String piece) {
        int[] known = remembered.get(piece);
        if (known == null) {
            known = merge(piece.getBytes(StandardCharsets.UTF_8));
            if (remembered.size() < REMEMBERED_PIECES) {
                remembered.put(piece, known);
            }
        }
        return known;
    }

    private int[] merge(byte[] bytes) {
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xFF;
        }
        int length = ids.length;
        while (true) {
            int first = Integer.MAX_VALUE;
            int at = -1;
            for (int i = 1; i < length; i++) {
                int merged = merges.get(LongIntMap.key(ids[i - 1], ids[i]));
                if (merged != LongIntMap.ABSENT && merged < first) {
                    first = merged;
                    at = i;
                }
            }
            if (at < 0) {
                return Arrays.copyOf(ids, length);
            }
            ids[at - 1] = first;
            System.arraycopy(ids, at + 1, ids, at, length - at - 1);
            length--;
        }
    }
}
