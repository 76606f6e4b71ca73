package org.decant.runtime.model.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Kernels;
import org.decant.runtime.model.ngram.NGramOptions.Tokens;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.decant.runtime.vocabulary.WordTokenizer;
import org.junit.jupiter.api.Test;

class NGramModelTest {
    private static final String TEXT = """
            The cat sat on the mat. The dog sat on the cat.

            The cat saw the dog, and the dog saw the cat.
            """;

    /// Random texts of few letters, long enough that counts of counts are there in some, against the definition.
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void isTheFormula(@ForAll @IntRange(min = 1, max = 5) int order, @ForAll @IntRange(min = 2, max = 5) int letters,
            @ForAll @IntRange(min = 1, max = 6) int documents, @ForAll boolean withEnd, @ForAll boolean estimated,
            @ForAll long seed) {
        Random random = new Random(seed);
        // One letter more than the text has, so that unseen tokens are there.
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", letters + (withEnd ? 2 : 1), withEnd);
        List<List<Integer>> ids = new ArrayList<>();
        StringBuilder text = new StringBuilder("\n\n");
        for (int d = 0; d < documents; d++) {
            List<Integer> document = new ArrayList<>(List.of(0, 1));
            int length = random.nextInt(20, 60);
            while (document.size() < length) {
                // A skewed choice, so that counts differ.
                document.add(Math.min(random.nextInt(letters), random.nextInt(letters)));
            }
            document.forEach(id -> text.append(vocabulary.text(id)));
            text.append(d % 2 == 0 ? "\n\n" : "\r\n \t\r\n\n");
            if (withEnd) {
                document.add(vocabulary.end());
            }
            ids.add(document);
        }
        NGramOptions options = NGramOptions.DEFAULT.withOrder(order);
        options = estimated ? options : options.withDiscount(0.6);
        NGramModel model = NGramModel.train("test", text.toString(), options, vocabulary);
        KneserNey expected = new KneserNey(ids, order, vocabulary.size(), options.discount());

        double[] row = new double[vocabulary.size()];
        for (int i = 0; i < 30; i++) {
            List<Integer> history = new ArrayList<>(List.of(-1));
            Context context = Context.root(vocabulary);
            for (int length = random.nextInt(6); length > 0; length--) {
                int id = random.nextInt(vocabulary.size());
                context = context.plus(vocabulary.token(id));
                if (vocabulary.isEnd(id)) {
                    history = new ArrayList<>(List.of(-1));
                } else {
                    history.add(id);
                }
            }
            model.score(context, row);
            double sum = 0;
            for (int token = 0; token < row.length; token++) {
                double p = expected.probability(token, history);
                assertEquals(Math.log(p), row[token], 1e-9, "seed " + seed + ", token " + token + " after " + history);
                sum += Math.exp(row[token]);
            }
            assertEquals(1, sum, 1e-9, "seed " + seed);
        }
    }

    /// The text `aab` x 6 and `b` in one document of 19 letters and an end, order 2, one discount 1/2.
    /// Bigrams: (begin,a) 1, (a,a) 6, (a,b) 6, (b,a) 5, (b,b) 1, (b,end) 1.
    /// Unigram counts: what stands in front of a: begin, a, b = 3; of b: a, b = 2; of end: b = 1. Total 6.
    /// p(a) = 2.5/6 + 1.5/6 base; base = 0.999/3 + 0.001/3 = 1/3; p(a) = 0.5; p(b) = 1.5/6 + 0.5/6 = 1/3.
    /// After b (7 in all, 3 tokens): p(a|b) = 4.5/7 + 1.5/7 x 0.5; p(b|b) = 0.5/7 + 1.5/7 / 3.
    @Test
    void isWhatAHandComputes() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 3, true);
        NGramModel model = NGramModel.train("test", "aab".repeat(6) + "b",
                NGramOptions.DEFAULT.withOrder(2).withDiscount(0.5), vocabulary);
        double[] row = new double[3];
        model.score(Context.root(vocabulary).plus(vocabulary.token(1)), row);
        assertEquals(5.25 / 7, Math.exp(row[0]), 1e-12);
        assertEquals(1.0 / 7, Math.exp(row[1]), 1e-12);
        // After the beginning (1 in all): p(a) = 0.5 + 0.5 x 0.5.
        model.score(Context.root(vocabulary), row);
        assertEquals(0.75, Math.exp(row[0]), 1e-12);
    }

    @Test
    void everyTokenIsPossibleAndUnseenOnesAreRare() {
        for (Tokens tokens : Tokens.values()) {
            NGramModel model = NGramModel.train("test", TEXT, NGramOptions.DEFAULT.withTokens(tokens).withMerges(20));
            Vocabulary vocabulary = model.vocabulary();
            double[] row = new double[vocabulary.size()];
            model.score(Context.root(vocabulary).plus(vocabulary.encode("The cat")), row);
            assertEquals(0, Kernels.logSumExp(row), 1e-9);
            double unseen = 0;
            for (int id = 0; id < row.length; id++) {
                assertTrue(row[id] > Double.NEGATIVE_INFINITY);
                unseen += TEXT.contains(vocabulary.text(id)) || id == vocabulary.end() ? 0 : Math.exp(row[id]);
            }
            assertTrue(unseen < 1e-3, "unseen tokens have " + unseen);
        }
    }

    @Test
    void aLongerContextPredictsBetter() {
        NGramModel model = NGramModel.train("test", TEXT, NGramOptions.DEFAULT);
        Vocabulary vocabulary = model.vocabulary();
        Session session = new Session();
        Context context = session.root(vocabulary).plus(vocabulary.encode("The cat sat on"));
        assertEquals(" the", session.bind(model).logits(context).argmax().text());
        Context end = session.root(vocabulary).plus(vocabulary.encode("and the dog saw the cat."));
        assertTrue(session.bind(model).logits(end).argmax().isEnd());
    }

    @Test
    void aDrafterSharesTheVocabularyOfItsTarget() {
        NGramModel target = NGramModel.train("target", TEXT, NGramOptions.DEFAULT);
        NGramModel drafter = NGramModel.train("drafter", "A bird sat on the mat. ".repeat(4),
                NGramOptions.DEFAULT.withOrder(2), target.vocabulary());
        assertSame(target.vocabulary(), drafter.vocabulary());
        double[] row = new double[target.vocabulary().size()];
        drafter.score(Context.root(target.vocabulary()).plus(target.vocabulary().encode(" on")), row);
        assertEquals(" the", target.vocabulary().text(Kernels.argmax(row)));
    }

    /// After any of several end tokens a document begins.
    @Test
    void everyEndTokenEndsADocument() {
        BitSet ends = new BitSet();
        ends.set(2, 4);
        byte[][] names = {{'a'}, {'b'}, {'1'}, {'2'}};
        Vocabulary vocabulary = new Vocabulary("two ends", names, ends, ends, SymbolTokenizer.of(names));
        NGramModel model = NGramModel.train("test", "abbb\n\n".repeat(8), NGramOptions.DEFAULT, vocabulary);
        double[] expected = new double[4];
        model.score(Context.root(vocabulary), expected);
        for (int end = 2; end < 4; end++) {
            double[] row = new double[4];
            model.score(Context.root(vocabulary).plus(vocabulary.token(1)).plus(vocabulary.token(end)), row);
            assertArrayEquals(expected, row);
        }
    }

    @Test
    void saysWhenATextIsTooSmall() {
        assertTrue(tooSmall("").contains("0 tokens"));
        assertTrue(tooSmall("one two").contains("3 tokens"));
        assertTrue(tooSmall("a".repeat(3) + "\n\n\n a b c").contains("too few"));
        // Many documents of one word: a single distinct token.
        assertTrue(tooSmall("word\n\n".repeat(30)).contains("1 of them distinct"));
    }

    private static String tooSmall(String text) {
        return assertThrows(DecantException.class, () -> NGramModel.train("small", text, NGramOptions.DEFAULT))
                .getMessage();
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThrows(DecantException.class, () -> NGramOptions.DEFAULT.withOrder(0));
        assertThrows(DecantException.class, () -> NGramOptions.DEFAULT.withOrder(9));
        assertThrows(DecantException.class, () -> NGramOptions.DEFAULT.withMerges(-1));
        assertThrows(DecantException.class, () -> NGramOptions.DEFAULT.withDiscount(1));
        assertThrows(DecantException.class, () -> NGramOptions.DEFAULT.withDiscount(Double.NaN));
    }

    /// Chen and Goodman's estimates, with n1..n4 = 100, 40, 20, 12: Y = 100/180 = 5/9.
    @Test
    void estimatesThreeDiscounts() {
        Discounts discounts = Discounts.estimate(new long[] {0, 100, 40, 20, 12}, OptionalDouble.empty());
        assertEquals(1 - 2 * 5.0 / 9 * 0.4, discounts.of(1), 1e-12);
        assertEquals(2 - 3 * 5.0 / 9 * 0.5, discounts.of(2), 1e-12);
        assertEquals(3 - 4 * 5.0 / 9 * 0.6, discounts.of(3), 1e-12);
        assertEquals(discounts.of(3), discounts.of(17));
        Discounts plain = Discounts.estimate(new long[] {0, 100, 40, 0, 12}, OptionalDouble.empty());
        assertEquals(5.0 / 9, plain.of(2), 1e-12);
        assertEquals(0.75, Discounts.estimate(new long[5], OptionalDouble.empty()).of(1));
    }

    @Test
    void blankLinesSeparateDocuments() {
        assertEquals(List.of("a\nb", "c"), Documents.of("\n\n a\nb\n \t\n\nc".replace(" a", "a")));
        assertEquals(List.of("a", "b\r\nc"), Documents.of("a\r\n\r\nb\r\nc\r\n"));
        assertEquals(List.of(), Documents.of(" \n\n"));
        assertFalse(WordTokenizer.vocabulary("words", TEXT, 10).encode("\n").isEmpty());
    }
}
