package org.decant.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class NGramIndexTest {
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 26, false);

    @Test
    void givesTheMostRecentOccurrenceFirst() {
        NGramIndex index = NGramIndex.of(2, LETTERS.encode("abxabyab"));
        assertArrayEquals(new int[] {5, 2}, index.positions(2, 10));
        assertArrayEquals(new int[] {5}, index.positions(2, 1));
        assertEquals(LETTERS.encode("yab"), index.following(5));
        assertEquals(LETTERS.encode("y"), index.following(1));
        assertEquals(2, index.matched());
        assertArrayEquals(new int[] {7, 4, 1}, index.positions(LETTERS.encode("a"), 10));
        assertArrayEquals(new int[] {3}, index.positions(LETTERS.encode("bx"), 10));
        assertArrayEquals(new int[0], index.positions(LETTERS.encode("ba"), 10));
        assertEquals(List.of(), index.plus(LETTERS.encode("z")).following(3));
    }

    @Property(tries = 150)
    void agreesWithSearchingTheTextOldValuesToo(@ForAll @IntRange(min = 1, max = 4) int longest, @ForAll long seed) {
        Random random = new Random(seed);
        List<List<Token>> texts = new ArrayList<>(List.of(List.of()));
        List<NGramIndex> indexes = new ArrayList<>(List.of(NGramIndex.of(longest, List.of())));
        for (int i = 0; i < 30; i++) {
            int from = random.nextInt(3) == 0 ? random.nextInt(texts.size()) : texts.size() - 1;
            List<Token> text = new ArrayList<>(texts.get(from));
            List<Token> added = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                added.add(LETTERS.token(random.nextInt(2)));
            }
            text.addAll(added);
            texts.add(text);
            indexes.add(indexes.get(from).plus(added));
        }
        for (int i = 0; i < texts.size(); i++) {
            List<Token> text = texts.get(i);
            NGramIndex index = indexes.get(i);
            int matched = 0;
            for (int n = 1; n <= longest; n++) {
                int[] expected = n > text.size() ? new int[0]
                        : search(text, text.subList(text.size() - n, text.size()));
                assertArrayEquals(expected, index.positions(n, Integer.MAX_VALUE));
                matched = expected.length > 0 ? n : matched;
                List<Token> key = new ArrayList<>();
                for (int k = 0; k < n; k++) {
                    key.add(LETTERS.token(random.nextInt(2)));
                }
                assertArrayEquals(search(text, key), index.positions(key, Integer.MAX_VALUE));
            }
            assertEquals(matched, index.matched());
            assertEquals(text, index.slice(0, 1000));
        }
    }

    /// The positions after occurrences of `key` in `text` that something follows, latest first.
    private static int[] search(List<Token> text, List<Token> key) {
        List<Integer> found = new ArrayList<>();
        for (int end = text.size() - 1; end >= key.size(); end--) {
            if (text.subList(end - key.size(), end).equals(key)) {
                found.add(end);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Growing one value after another shares the tables: were they copied, this would take minutes.
    @Test
    void linearGrowthIsFast() {
        assertTimeout(Duration.ofSeconds(5), () -> {
            NGramIndex index = NGramIndex.of(4, List.of());
            Random random = new Random(5);
            for (int i = 0; i < 20_000; i++) {
                index = index.plus(LETTERS.token(random.nextInt(26)));
            }
            assertEquals(20_000, index.length());
        });
    }

    @Test
    void refusesWhatCannotBeLookedUp() {
        NGramIndex index = NGramIndex.of(2, LETTERS.encode("abab"));
        assertThrows(DecantException.class, () -> NGramIndex.of(0, List.of()));
        assertThrows(DecantException.class, () -> index.positions(3, 1));
        assertThrows(DecantException.class, () -> index.positions(List.of(), 1));
        Vocabulary other = SymbolTokenizer.letters("others", 4, false);
        assertThrows(DecantException.class, () -> index.plus(other.token(0)));
        assertArrayEquals(new int[0], index.positions(other.encode("a"), 1));
    }
}
