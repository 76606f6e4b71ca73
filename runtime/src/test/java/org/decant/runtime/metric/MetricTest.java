package org.decant.runtime.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MetricTest {

    /// 1-grams: a, b of 3 and 3; 2-grams: ab of 2 and 2. Precision and recall are both (2/3 + 1/2) / 2 = 7/12.
    @Test
    void chrfAveragesOverLengths() {
        assertEquals(7.0 / 12, Chrf.score("abc", "abd", 2, 0, 2), 1e-15);
    }

    /// 1-grams: precision 2/2, recall 2/4; 2-grams: 1/1, 1/3; longer ones the hypothesis has not. Precision 1, recall
    /// 5/12, F2 = 5 x 5/12 / (4 + 5/12) = 25/53.
    @Test
    void chrfCountsRecallMore() {
        assertEquals(25.0 / 53, Chrf.score("ab", "abcd"), 1e-15);
        assertEquals(25.0 / 53, Chrf.score(" a b\n", "ab cd"), 1e-15);
        // The other way round: precision 5/12, recall 1: 5 x 5/12 / (4 x 5/12 + 1) = 25/32.
        assertEquals(25.0 / 32, Chrf.score("abcd", "ab"), 1e-15);
    }

    /// Of three a one is shared: precision 1/3, recall 1/2, F1 = 2 x 1/6 / (5/6) = 0.4.
    @Test
    void chrfCountsAnNGramNoMoreOftenThanBothHaveIt() {
        assertEquals(0.4, Chrf.score("aaa", "ab", 1, 0, 1), 1e-15);
    }

    /// Characters: 1/2 and 0; words: 1/2 and 0; the mean is 1/4 for precision and recall.
    @Test
    void chrfPlusPlusCountsWordsToo() {
        assertEquals(0.25, Chrf.plusPlus("a b", "a c"), 1e-15);
        assertEquals(1, Chrf.plusPlus("so, it is!", "so, it is!"), 1e-15);
    }

    @Test
    void chrfOfNothing() {
        assertEquals(1, Chrf.score("", " \n"));
        assertEquals(0, Chrf.score("", "a"));
        assertEquals(0, Chrf.score("a", ""));
        assertEquals(0, Chrf.score("abc", "xyz"));
    }

    /// All of the 3 words, 2 + 1 of 2 + 1 pairs, 1 + 1 of 1 + 1 triples, 0 + 1 of 0 + 1 fours; one word short: exp(1 - 4/3).
    @Test
    void bleuPunishesBrevity() {
        assertEquals(Math.exp(-1.0 / 3), SentenceBleu.score("the cat sat", "the cat sat down"), 1e-15);
    }

    /// Words: `the` once and `cat`, 2/3; pairs: `the cat`, (1 + 1)/(2 + 1); triples: (0 + 1)/(1 + 1); fours: 1/1.
    @Test
    void bleuIsTheGeometricMeanOfClippedPrecisions() {
        assertEquals(Math.pow(2.0 / 3 * 2 / 3 / 2, 0.25), SentenceBleu.score("the the cat", "the cat sat"), 1e-15);
    }

    @Test
    void bleuOfNothingAndOfStrangers() {
        assertEquals(1, SentenceBleu.score("", ""));
        assertEquals(0, SentenceBleu.score("", "a"));
        assertEquals(0, SentenceBleu.score("a", ""));
        assertEquals(0, SentenceBleu.score("a b", "c d"));
        assertEquals(1, SentenceBleu.score("Hi, you!", "Hi , you !"), 1e-15);
    }

    @Test
    void editDistanceOfKnownWords() {
        assertEquals(3, EditDistance.of("kitten", "sitting"));
        assertEquals(3, EditDistance.of("", "abc"));
        assertEquals(1, EditDistance.of("a😀b", "a🙂b"));
        assertEquals(2, EditDistance.of(List.of(1, 2, 3), List.of(2, 3, 4)));
        assertEquals(1 - 3.0 / 7, EditDistance.similarity("kitten", "sitting"), 1e-15);
        assertEquals(1, EditDistance.similarity("", ""));
    }

    @Property(tries = 200)
    void editDistanceIsItsRecursion(@ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 5) String left,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 5) String right) {
        assertEquals(recursive(left, right), EditDistance.of(left, right));
    }

    private static int recursive(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.length() + right.length();
        }
        int replaced = recursive(left.substring(1), right.substring(1)) + (left.charAt(0) == right.charAt(0) ? 0 : 1);
        return Math.min(replaced,
                1 + Math.min(recursive(left.substring(1), right), recursive(left, right.substring(1))));
    }

    /// Shared: `a` twice and `b`; 3 of 3 and 3 of 5 words: 2 x 3 / (3 + 5).
    @Test
    void f1IsThatOfBagsOfWords() {
        assertEquals(0.75, TokenOverlap.f1("a b a", "b c a a d"), 1e-15);
        assertEquals(1, TokenOverlap.f1("", " "));
        assertEquals(0, TokenOverlap.f1("a", ""));
    }

    @Test
    void exactMatchForgivesWhitespaceOnly() {
        assertEquals(1, TokenOverlap.exact(" the  cat\n", "the cat"));
        assertEquals(0, TokenOverlap.exact("The cat", "the cat"));
    }

    @Property(tries = 300)
    void everyScoreIsFromZeroToOneAndOneForTheSame(@ForAll @StringLength(max = 30) String left,
            @ForAll @StringLength(max = 30) String right) {
        for (double score : new double[] {Chrf.score(left, right), Chrf.plusPlus(left, right),
                SentenceBleu.score(left, right), EditDistance.similarity(left, right), TokenOverlap.f1(left, right)}) {
            assertTrue(score >= 0 && score <= 1 + 1e-12, "score " + score);
        }
        for (double score : new double[] {Chrf.score(left, left), Chrf.plusPlus(left, left),
                SentenceBleu.score(left, left), EditDistance.similarity(left, left), TokenOverlap.f1(left, left),
                TokenOverlap.exact(left, left)}) {
            assertEquals(1, score, 1e-12);
        }
    }
}
