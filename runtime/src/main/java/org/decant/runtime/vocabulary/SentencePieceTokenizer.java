package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;

/// SentencePiece's byte-pair encoding (Kudo and Richardson, 2018) with the tokens and scores of a model file: of all
/// neighbouring symbols that together are a token, those whose token scores best are joined first. Characters that are
/// no token are spelt in bytes.
///
/// Models of this kind know words with the space before them, so a text gets a space in front where the model wants one
/// and the text has none; decoded, it comes back with that space.
final class SentencePieceTokenizer implements Tokenizer {
    private final Map<String, Integer> ids;
    private final String[] texts;
    private final float[] scores;
    /// The token of each byte, -1 where there is none.
    private final int[] byteIds;
    private final boolean spaceInFront;

    /// @param ids     normal tokens, with plain spaces
    /// @param texts   by id
    /// @param scores  by id
    /// @param byteIds the token of each byte, -1 where there is none
    SentencePieceTokenizer(Map<String, Integer> ids, String[] texts, float[] scores, int[] byteIds,
            boolean spaceInFront) {
        this.ids = ids;
        this.texts = texts;
        this.scores = scores;
        this.byteIds = byteIds;
        this.spaceInFront = spaceInFront;
    }

    @Override
    public int[] encode(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String whole = spaceInFront && text.charAt(0) != ' ' ? " " + text : text;
        Symbols symbols = new Symbols();
        int[] characters = whole.codePoints().map(symbols::of).toArray();
        IdList out = new IdList(whole.length() / 3);
        for (int symbol : MergeQueue.merge(symbols, characters)) {
            if (symbol >= 0) {
                out.add(symbol);
            } else {
                spell(Character.toString(-1 - symbol), out);
            }
        }
        return out.toArray();
    }

    private void spell(String character, IdList out) {
        for (byte value : character.getBytes(StandardCharsets.UTF_8)) {
            if (byteIds[value & 0xFF] < 0) {
                throw new DecantException("the model's vocabulary has no token for `" + character + "`",
                        "leave this character out of the text");
            }
            out.add(byteIds[value & 0xFF]);
        }
    }

    /// Tokens by their ids; characters that are no token by -1 - code point, so that they can still be part of one.
    private final class Symbols implements MergeQueue.Pairs {
        int of(int codePoint) {
            Integer id = ids.get(Character.toString(codePoint));
            return id != null ? id : -1 - codePoint;
        }

        private String text(int symbol) {
            return symbol >= 0 ? texts[symbol] : Character.toString(-1 - symbol);
        }

        @Override
        public int merged(int left, int right) {
            return ids.getOrDefault(text(left) + text(right), NONE);
        }

        @Override
        public double rank(int left, int right, int merged) {
            return -scores[merged];
        }
    }

    /// The tokenizer of a file's tokens.
    ///
    /// @param bytesOf by id, the byte that a token stands for, -1 for other tokens
    /// @param normal  by id, whether a token is found in texts
    static SentencePieceTokenizer of(String[] texts, float[] scores, int[] bytesOf, boolean[] normal,
            boolean spaceInFront) {
        Map<String, Integer> ids = HashMap.newHashMap(texts.length);
        int[] byteIds = new int[256];
        Arrays.fill(byteIds, -1);
        for (int id = 0; id < texts.length; id++) {
            if (bytesOf[id] >= 0) {
                byteIds[bytesOf[id]] = id;
            } else if (normal[id]) {
                ids.putIfAbsent(texts[id], id);
            }
        }
        return new SentencePieceTokenizer(ids, texts, scores, byteIds, spaceInFront);
    }
}
