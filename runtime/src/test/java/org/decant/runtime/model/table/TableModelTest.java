package org.decant.runtime.model.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.context.Mixture;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.distribution.Kernels;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.Observation;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableModelTest {
    private static final String TABLE = """
            {
              "tokens": ["a", "b", "ab", "</s>"],
              "end": "</s>",
              "contexts": {
                "":      {"a": 0.5, "b": 0.3, "</s>": 0.2},
                "a":     [0.25, 0.25, 0.25, 0.25],
                "b a":   {"b": 1},
                "ab":    {"ab": 1},
                "</s> a": {"a": 1.0000004}
              }
            }
            """;

    private static final TableModel MODEL = TableModel.read("toy", new SourceText("toy.json", TABLE), null);

    @Test
    void theLongestMatchingKeyCounts() {
        assertArrayEquals(new double[] {0.5, 0.3, 0, 0.2}, probabilities(MODEL), 1e-15);
        assertArrayEquals(new double[] {0.5, 0.3, 0, 0.2}, probabilities(MODEL, 0, 1), 1e-15);
        assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, probabilities(MODEL, 0), 1e-15);
        assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, probabilities(MODEL, 2, 0), 1e-15);
        assertArrayEquals(new double[] {0, 1, 0, 0}, probabilities(MODEL, 0, 1, 0), 1e-15);
        // "ab" is the token, "a b" would be the two.
        assertArrayEquals(new double[] {0, 0, 1, 0}, probabilities(MODEL, 1, 2), 1e-15);
        // Normalised exactly.
        assertArrayEquals(new double[] {1, 0, 0, 0}, probabilities(MODEL, 1, 3, 0), 0);
    }

    @Test
    void runsInASession() {
        Session session = new Session();
        Context context = session.root(MODEL.vocabulary()).plus(MODEL.vocabulary().encode("ba"));
        assertEquals("b", session.bind(MODEL).logits(context).argmax().text());
        assertTrue(MODEL.vocabulary().token(3).isEnd());
    }

    @Test
    void logitsStayAsTheyAre() {
        TableModel model = TableModel.read("toy", new SourceText("toy.json", """
                {"values": "logits", "name": "named", "tokens": ["x", "y", "z"],
                 "contexts": {"": {"x": 2, "z": -3.5}, "x": [null, 700, 1e1]}}"""), null);
        assertEquals("named", model.name());
        double[] row = new double[3];
        model.score(Context.root(model.vocabulary()), row);
        assertArrayEquals(new double[] {2, Double.NEGATIVE_INFINITY, -3.5}, row);
        model.score(Context.root(model.vocabulary()).plus(model.vocabulary().token(0)), row);
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, 700, 10}, row);
        assertEquals(-1, model.vocabulary().end());
    }

    @Test
    void aTableMayUseTheVocabularyOfAnotherModel() {
        Vocabulary shared = SymbolTokenizer.vocabulary("shared", List.of("</s>", "c", "ab", "b", "a"), "</s>");
        TableModel model = TableModel.read("toy", new SourceText("toy.json", TABLE), shared);
        assertSame(shared, model.vocabulary());
        assertArrayEquals(new double[] {0.2, 0, 0, 0.3, 0.5}, probabilities(model), 1e-15);
        assertArrayEquals(new double[] {0.25, 0, 0.25, 0.25, 0.25}, probabilities(model, 1, 4), 1e-15);
        Vocabulary small = SymbolTokenizer.letters("small", 3, true);
        String message = assertThrows(DecantException.class,
                () -> TableModel.read("toy", new SourceText("toy.json", TABLE), small)).getMessage();
        assertTrue(message.contains("small has no token \"ab\"") && message.contains("toy.json:2:24"), message);
        String noEnd = TABLE.replace("\"end\": \"</s>\",", "");
        assertTrue(assertThrows(DecantException.class,
                () -> TableModel.read("toy", new SourceText("toy.json", noEnd), shared)).getMessage()
                .contains("shared has no token \"</s>\" that is text"));
    }

    @Test
    void aFunctionIsATable() {
        Vocabulary vocabulary = SymbolTokenizer.letters("two", 2, false);
        TableModel model = TableModel.of("f", vocabulary,
                tokens -> tokens.size() == 3 ? new double[] {0.3, 0.6} : tokens.size() == 2 ? new double[1]
                        : tokens.contains(vocabulary.token(1)) ? new double[] {0, 1} : new double[] {0.75, 0.25});
        assertArrayEquals(new double[] {0.75, 0.25}, probabilities(model, 0), 1e-15);
        assertArrayEquals(new double[] {0, 1}, probabilities(model, 1), 0);
        assertTrue(assertThrows(DecantException.class, () -> probabilities(model, 0, 0)).getMessage()
                .contains("1 probabilities for 2 tokens"));
        assertTrue(assertThrows(DecantException.class, () -> probabilities(model, 0, 0, 0)).getMessage()
                .contains("sum to 0.9, not 1"));
    }

    /// By the law of total probability, whatever stands between the mixture and the end.
    @Test
    void aMixtureIsATokenDrawnFromIt() {
        Vocabulary vocabulary = MODEL.vocabulary();
        Mixture mixture = Mixture.of(vocabulary, new double[] {1, 3, 0, 0});
        Context mixed = Context.root(vocabulary).plus(vocabulary.token(2)).plus(mixture);
        double[] row = new double[4];
        MODEL.score(mixed, row);
        // A quarter after "a", three quarters after "b".
        assertArrayEquals(new double[] {0.4375, 0.2875, 0.0625, 0.2125}, Arrays.stream(row).map(Math::exp).toArray(), 1e-15);
        MODEL.score(mixed.plus(vocabulary.token(0)), row);
        // "a a" has the row of "a", "b a" its own.
        assertArrayEquals(new double[] {0.0625, 0.8125, 0.0625, 0.0625}, Arrays.stream(row).map(Math::exp).toArray(), 1e-15);
        MODEL.score(mixed.plus(vocabulary.token(0)).plus(vocabulary.token(1)), row);
        assertArrayEquals(new double[] {0.5, 0.3, 0, 0.2}, Arrays.stream(row).map(Math::exp).toArray(), 1e-15);
    }

    @Test
    void hiddenStatesAreProbabilities() {
        Batcher model = new Session().bind(MODEL);
        Context context = Context.root(MODEL.vocabulary()).plus(MODEL.vocabulary().token(1));
        Tensor last = model.observe(List.of(context), new Observation.FinalState()).getFirst();
        assertArrayEquals(new double[] {0.5, 0.3, 0, 0.2}, last.values(), 1e-15);
        assertArrayEquals(last.values(), model.observe(List.of(context), new Observation.HiddenState(3)).getFirst().values());
        assertArrayEquals(new double[] {0, 1, 0, 0},
                model.observe(List.of(context), new Observation.HiddenState(0)).getFirst().values());
        assertThrows(DecantException.class, () -> model.observe(List.of(context), new Observation.HiddenState(4)));
    }

    @ParameterizedTest
    @EnumSource
    void randomTablesAreDistributionsOfTheirShape(TableShape shape) {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 6, true);
        TableModel model = TableModel.random(new Random(7), vocabulary, 2, shape);
        TableModel same = TableModel.random(new Random(7), vocabulary, 2, shape);
        TableModel other = TableModel.random(new Random(8), vocabulary, 2, shape);
        int[][] contexts = {{}, {0}, {1}, {0, 1}, {1, 0}, {0, 0}, {2, 5}, {5, 5}, {4, 3}, {3, 4}};
        int distinct = 0;
        for (int[] context : contexts) {
            double[] p = probabilities(model, context);
            assertEquals(1, Arrays.stream(p).sum(), 1e-12);
            assertArrayEquals(p, probabilities(same, context));
            distinct += Arrays.equals(p, probabilities(other, context)) ? 0 : 1;
            double largest = Arrays.stream(p).max().orElseThrow();
            assertTrue(switch (shape) {
                case VARIED -> Arrays.stream(p).allMatch(x -> x > 0);
                case FLAT -> Arrays.stream(p).allMatch(x -> Math.abs(x - 1.0 / 6) < 0.03);
                case PEAKED -> largest > 0.6 && Arrays.stream(p).allMatch(x -> x > 0);
                case ZEROS -> true;
                case TIES -> Arrays.stream(p).filter(x -> x == largest).count() >= 2;
                case CERTAIN -> largest == 1 && Arrays.stream(p).filter(x -> x == 0).count() == 5;
            }, shape + " " + Arrays.toString(p));
        }
        assertTrue(distinct >= contexts.length / 2);
        assertTrue(shape != TableShape.ZEROS || Arrays.stream(contexts)
                .flatMapToDouble(context -> Arrays.stream(probabilities(model, context))).filter(x -> x == 0).count() > 10);
    }

    @Test
    void tiesAreThereHoweverFewTokens() {
        Vocabulary two = SymbolTokenizer.letters("two", 2, false);
        for (int seed = 0; seed < 20; seed++) {
            assertArrayEquals(new double[] {0.5, 0.5},
                    probabilities(TableModel.random(new Random(seed), two, 1, TableShape.TIES)), 1e-15);
        }
    }

    @Test
    void aRandomTableDependsOnItsLastTokensOnly() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 4, false);
        TableModel model = TableModel.random(new Random(1), vocabulary, 2, TableShape.VARIED);
        assertArrayEquals(probabilities(model, 1, 2), probabilities(model, 3, 1, 2));
        assertFalse(Arrays.equals(probabilities(model, 1, 2), probabilities(model, 0, 2)));
        assertFalse(Arrays.equals(probabilities(model, 1, 2), probabilities(model, 2, 1)));
        TableModel constant = TableModel.random(new Random(1), vocabulary, 0, TableShape.VARIED);
        assertArrayEquals(probabilities(constant), probabilities(constant, 3, 1));
    }

    private static double[] probabilities(TableModel model, int... ids) {
        Context context = Context.root(model.vocabulary());
        for (int id : ids) {
            Token token = model.vocabulary().token(id);
            context = context.plus(token);
        }
        double[] row = new double[model.vocabulary().size()];
        model.score(context, row);
        assertTrue(Kernels.max(row) <= 0);
        return Arrays.stream(row).map(Math::exp).toArray();
    }
}
