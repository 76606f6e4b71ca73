package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tokens that are words with the space before them, punctuation marks and line ends, as they occur in a text.
///
/// A word that the text did not have is spelt in single bytes, so every text encodes and decodes to itself. (A Java
/// string with half a surrogate pair is no text: the half becomes `?`.)
public final class WordTokenizer implements Tokenizer {
    private final Map<String, Integer> ids;

    private WordTokenizer(Map<String, Integer> ids) {
        this.ids = ids;
    }

    /// The vocabulary of the words of `text`: ids 0 to 255 are the single bytes, 256 is the end token, then the words
    /// in the order in which they first occur.
    ///
    /// @param name  how messages call the vocabulary
    /// @param limit the most words to keep, 0 or more; a text with more keeps, in this order, those that occur most
    public static Vocabulary vocabulary(String name, String text, int limit) {
        List<String> words = words(text, limit);
        Map<String, Integer> ids = HashMap.newHashMap(words.size() + 128);
        for (int ascii = 0; ascii < 128; ascii++) {
            ids.put(String.valueOf((char) ascii), ascii);
        }
        List<byte[]> learnt = new ArrayList<>(words.size());
        for (String word : words) {
            ids.put(word, ByteTokens.FIRST + learnt.size());
            learnt.add(word.getBytes(StandardCharsets.UTF_8));
        }
        return ByteTokens.vocabulary(name, learnt, new WordTokenizer(ids));
    }

    private static List<String> words(String text, int limit) {
        Map<String, int[]> counts = TextPieces.count(text);
        List<String> words = new ArrayList<>(counts.size());
        for (String piece : counts.keySet()) {
            boolean isOneByte = piece.length() == 1 && piece.charAt(0) < 128;
            if (!isOneByte) {
                words.add(piece);
            }
        }
        if (words.size() <= limit) {
            return words;
        }
        words.sort(Comparator.comparingInt(word -> -counts.get(word)[0]));
        return words.subList(0, limit);
    }

    @Override
    public int[] encode(String text) {
        IdList out = new IdList(text.length() / 4);
        char[] characters = text.toCharArray();
        for (int start = 0; start < characters.length; ) {
            start = encodePiece(characters, start, out);
        }
        return out.toArray();
    }

    /// Encodes the piece at `start` and returns its end.
    private int encodePiece(char[] characters, int start, IdList out) {
        int end = TextPieces.end(characters, start);
        addPiece(new String(characters, start, end - start), out);
        return end;
    }

    private void addPiece(String piece, IdList out) {
        Integer whole = ids.get(piece);
        if (whole != null) {
            out.add(whole);
            return;
        }
        // A word seen only where a line begins is known without its space.
        Integer bare = piece.charAt(0) == ' ' ? ids.get(piece.substring(1)) : null;
        if (bare != null) {
            out.add(' ');
            out.add(bare);
        } else {
            out.addBytes(piece.getBytes(StandardCharsets.UTF_8));
        }
    }
}
