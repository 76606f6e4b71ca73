package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import org.decant.runtime.collection.LongIntMap;
import org.decant.runtime.diagnostic.DecantException;

/// Byte-level byte-pair encoding (Sennrich et al., 2016) with the tokens and merges of a model file.
final class GgufBytePairTokenizer implements Tokenizer, MergeQueue.Pairs {
    private static final int REMEMBERED_PIECES = 8192;
    private static final int LONGEST_REMEMBERED = 64;

    private final PreTokenizer preTokenizer;
    private final Map<String, Integer> ids;
    /// The token of each byte, -1 where there is none.
    private final int[] byteIds = new int[256];
    /// The rank of each pair.
    private final LongIntMap ranks;
    /// The token that the pair of each rank becomes.
    private final int[] merged;
    private final Map<String, int[]> remembered = new ConcurrentHashMap<>();

    /// @param ids    tokens in the letters of [ByteLetters]
    /// @param merges pairs of tokens, a space between them, those merged first in front
    GgufBytePairTokenizer(PreTokenizer preTokenizer, Map<String, Integer> ids, String[] merges) {
        this.preTokenizer = preTokenizer;
        this.ids = ids;
        for (int value = 0; value < 256; value++) {
            byteIds[value] = ids.getOrDefault(String.valueOf(ByteLetters.letter(value)), -1);
        }
        this.ranks = new LongIntMap(merges.length);
        this.merged = new int[merges.length];
        for (int rank = 0; rank < merges.length; rank++) {
            String pair = merges[rank];
            int space = pair.indexOf(' ', 1);
            Integer left = space < 0 ? null : ids.get(pair.substring(0, space));
            Integer right = space < 0 ? null : ids.get(pair.substring(space + 1));
            Integer both = space < 0 ? null : ids.get(pair.substring(0, space) + pair.substring(space + 1));
            if (left != null && right != null && both != null) {
                ranks.putIfAbsent(LongIntMap.key(left, right), rank);
                merged[rank] = both;
            }
        }
    }

    @Override
    public int[] encode(String text) {
        IdList out = new IdList(text.length() / 3);
        Matcher pieces = preTokenizer.pieces(text);
        while (pieces.find()) {
            out.addAll(piece(pieces.group()));
        }
        return out.toArray();
    }

    private int[] piece(String piece) {
        int[] known = remembered.get(piece);
        if (known != null) {
            return known;
        }
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        int[] encoded = preTokenizer.wholePieces() ? whole(bytes) : null;
        if (encoded == null) {
            encoded = MergeQueue.merge(this, symbols(bytes, piece));
        }
        if (piece.length() <= LONGEST_REMEMBERED && remembered.size() < REMEMBERED_PIECES) {
            remembered.put(piece, encoded);
        }
        return encoded;
    }

    private int[] whole(byte[] bytes) {
        StringBuilder letters = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            letters.append(ByteLetters.letter(value & 0xFF));
        }
        Integer id = ids.get(letters.toString());
        return id == null ? null : new int[] {id};
    }

    private int[] symbols(byte[] bytes, String piece) {
        int[] symbols = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            symbols[i] = byteIds[bytes[i] & 0xFF];
            if (symbols[i] < 0) {
                throw new DecantException("the model's vocabulary has no token for a byte of `" + piece + "`",
                        "leave this out of the text");
            }
        }
        return symbols;
    }

    @Override
    public int merged(int left, int right) {
        int rank = ranks.get(LongIntMap.key(left, right));
        return rank == LongIntMap.ABSENT ? NONE : merged[rank];
    }

    @Override
    public double rank(int left, int right, int both) {
        return ranks.get(LongIntMap.key(left, right));
    }
}
