package org.decant.runtime.vocabulary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BytePairTokenizerTest {
    private static final Vocabulary VOCABULARY = BytePairTokenizer.vocabulary("pairs", Texts.TRAINING, 60);

    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }

    @Provide
    Arbitrary<String> fewLetters() {
        return Arbitraries.strings().withChars("aab c").ofMaxLength(80);
    }

    @Property(tries = 500)
    void everyTextComesBack(@ForAll("texts") String text) {
        assertEquals(text, Vocabulary.decode(VOCABULARY.encode(text)));
        assertTrue(VOCABULARY.encode(text).stream().noneMatch(Token::isEnd));
    }

    /// Training and encoding against the algorithm as it is defined: count all pairs of the whole text anew, merge the
    /// most frequent everywhere, again and again.
    @Property(tries = 300)
    void learnsWhatPlainCountingLearns(@ForAll("fewLetters") String text, @ForAll @IntRange(max = 25) int limit) {
        List<String> learnt = new ArrayList<>();
        List<List<String>> pieces = new ArrayList<>();
        for (String piece : text.split("(?<=[^ ])(?= )|(?<= )(?= )")) {
            pieces.add(new ArrayList<>(piece.chars().mapToObj(Character::toString).toList()));
        }
        while (learnt.size() < limit) {
            Map<List<String>, Integer> counts = new TreeMap<>(
                    Comparator.comparingInt((List<String> pair) -> id(pair.get(0), learnt))
                            .thenComparingInt(pair -> id(pair.get(1), learnt)));
            for (List<String> piece : pieces) {
                for (int i = 1; i < piece.size(); i++) {
                    counts.merge(List.of(piece.get(i - 1), piece.get(i)), 1, Integer::sum);
                }
            }
            List<String> best = null;
            for (var entry : counts.entrySet()) {
                if (entry.getValue() >= 2 && (best == null || entry.getValue() > counts.get(best))) {
                    best = entry.getKey();
                }
            }
            if (best == null) {
                break;
            }
            learnt.add(String.join("", best));
            for (List<String> piece : pieces) {
                for (int i = 1; i < piece.size(); i++) {
                    if (piece.get(i - 1).equals(best.get(0)) && piece.get(i).equals(best.get(1))) {
                        piece.set(i - 1, String.join("", best));
                        piece.remove(i);
                    }
                }
            }
        }
        Vocabulary actual = BytePairTokenizer.vocabulary("pairs", text, limit);
        assertEquals(learnt, tokens(actual));
        assertEquals(learnt.size(), new HashSet<>(learnt).size());
        assertEquals(pieces.stream().flatMap(List::stream).toList(),
                actual.encode(text).stream().map(Token::text).toList());
    }

    private static int id(String symbol, List<String> learnt) {
        return symbol.length() == 1 ? symbol.charAt(0) : 257 + learnt.indexOf(symbol);
    }

    private static List<String> tokens(Vocabulary vocabulary) {
        List<String> tokens = new ArrayList<>();
        for (int id = 257; id < vocabulary.size(); id++) {
            tokens.add(vocabulary.text(id));
        }
        return tokens;
    }

    /// In `aaab aaab aac`: `aa` occurs 2 + 2 + 1 times, more than ` a` (2) and `ab` (2). Then `aaab` is `aa a b`: the
    /// pairs `aa a`, ` aa` and `ab` all occur twice; ` aa` has the smallest left symbol.
    @Test
    void mergesTheMostFrequentPairFirst() {
        assertEquals(List.of("aa", " aa"), tokens(BytePairTokenizer.vocabulary("pairs", "aaab aaab aac", 2)));
    }

    @Test
    void withoutMergesTokensAreBytes() {
        Vocabulary bytes = BytePairTokenizer.vocabulary("bytes", "aa aa", 0);
        assertEquals(257, bytes.size());
        byte[] expected = "é!".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(new int[] {expected[0] & 0xFF, expected[1] & 0xFF, '!'},
                bytes.encode("é!").stream().mapToInt(Token::id).toArray());
    }

    @Test
    void encodingIsTheSameTheSecondTime() {
        String text = "the cat sat on the hat " + "unseen ".repeat(20_000);
        assertEquals(VOCABULARY.encode(text), VOCABULARY.encode(text));
    }
}
