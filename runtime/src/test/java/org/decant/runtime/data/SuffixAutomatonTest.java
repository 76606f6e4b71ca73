package org.decant.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class SuffixAutomatonTest {
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 4, false);

    /// In `abcabxabcab` the suffix `abcab` has occurred before, followed by `x`.
    @Test
    void findsTheLongestSuffixThatOccurredBefore() {
        Vocabulary letters = SymbolTokenizer.letters("letters", 26, false);
        SuffixAutomaton automaton = SuffixAutomaton.of(letters.encode("abcabxabcab"));
        assertEquals(5, automaton.matched());
        assertEquals(5, automaton.position());
        assertEquals(letters.encode("xab"), automaton.following(3));
        assertEquals(letters.encode("xabcab"), automaton.following(100));
        assertEquals(List.of(), automaton.plus(letters.encode("z")).following(3));
        assertEquals(0, SuffixAutomaton.of(List.of()).matched());
    }

    @Property(tries = 300)
    void agreesWithSearchingTheText(@ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> ids) {
        List<Token> text = ids.stream().map(LETTERS::token).toList();
        SuffixAutomaton automaton = SuffixAutomaton.of(List.of());
        for (int end = 1; end <= text.size(); end++) {
            automaton = automaton.plus(text.get(end - 1));
            check(text.subList(0, end), automaton);
        }
    }

    /// Appends to values old and new; every value goes on answering for its own text.
    @Property(tries = 100)
    void oldValuesStayAsTheyWere(@ForAll long seed) {
        Random random = new Random(seed);
        List<List<Token>> texts = new ArrayList<>(List.of(List.of()));
        List<SuffixAutomaton> automata = new ArrayList<>(List.of(SuffixAutomaton.of(List.of())));
        Map<Integer, SuffixMatcher> matchers = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(3) == 0 ? random.nextInt(texts.size()) : texts.size() - 1;
            List<Token> added = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                added.add(LETTERS.token(random.nextInt(2)));
            }
            List<Token> text = new ArrayList<>(texts.get(from));
            text.addAll(added);
            texts.add(text);
            automata.add(automata.get(from).plus(added));
            int searched = random.nextInt(texts.size());
            if (random.nextInt(4) == 0) {
                matchers.put(searched, automata.get(searched).matcher(List.of()));
            }
        }
        matchers.forEach((searched, matcher) -> checkMatcher(texts.get(searched), matcher, random));
        for (int i = 0; i < texts.size(); i++) {
            check(texts.get(i), automata.get(i));
        }
    }

    private static void check(List<Token> text, SuffixAutomaton automaton) {
        int length = text.size();
        int matched = 0;
        int position = 0;
        for (int size = 1; size < length; size++) {
            int end = firstEnd(text, text.subList(length - size, length));
            if (end < length) {
                matched = size;
                position = end;
            }
        }
        assertEquals(length, automaton.length());
        assertEquals(matched, automaton.matched());
        assertEquals(position, automaton.position());
        assertEquals(matched == 0 ? List.of() : text.subList(position, Math.min(length, position + 3)),
                automaton.following(3));
    }

    private static void checkMatcher(List<Token> text, SuffixMatcher start, Random random) {
        List<Token> given = new ArrayList<>();
        SuffixMatcher matcher = start;
        for (int i = 0; i < 12; i++) {
            given.add(LETTERS.token(random.nextInt(3)));
            matcher = matcher.plus(given.getLast());
            int matched = 0;
            int position = 0;
            for (int size = 1; size <= given.size(); size++) {
                int end = firstEnd(text, given.subList(given.size() - size, given.size()));
                if (end >= 0) {
                    matched = size;
                    position = end;
                }
            }
            assertEquals(matched, matcher.matched());
            assertEquals(position, matcher.position());
            assertEquals(matched == 0 ? List.of() : text.subList(position, Math.min(text.size(), position + 2)),
                    matcher.following(2));
        }
    }

    /// The end of the first occurrence of `key` in `text`, or -1.
    private static int firstEnd(List<Token> text, List<Token> key) {
        for (int end = key.size(); end <= text.size(); end++) {
            if (text.subList(end - key.size(), end).equals(key)) {
                return end;
            }
        }
        return -1;
    }

    /// Growing one value after another shares the states: were they copied, this would take minutes.
    @Test
    void linearGrowthIsFast() {
        assertTimeout(Duration.ofSeconds(5), () -> {
            SuffixAutomaton automaton = SuffixAutomaton.of(List.of());
            Random random = new Random(5);
            for (int i = 0; i < 20_000; i++) {
                automaton = automaton.plus(LETTERS.token(random.nextInt(4)));
            }
            assertEquals(20_000, automaton.length());
        });
    }

    @Test
    void refusesTokensOfAnotherVocabulary() {
        Vocabulary other = SymbolTokenizer.letters("others", 4, false);
        SuffixAutomaton automaton = SuffixAutomaton.of(LETTERS.encode("ab"));
        assertThrows(DecantException.class, () -> automaton.plus(other.token(0)));
        assertThrows(DecantException.class, () -> automaton.matcher(other.encode("a")));
        assertEquals(1, automaton.plus(LETTERS.encode("ca")).matched());
    }
}
