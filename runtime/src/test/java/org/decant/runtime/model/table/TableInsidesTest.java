package org.decant.runtime.model.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Retention;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// The insides of a table whose probability of its first token tells which tokens it looked at, as digits.
class TableInsidesTest {
    private final Vocabulary vocabulary = Vocabularies.letters(3, false);
    private final TableModel table = TableModel.of("table", vocabulary, tokens -> {
        double number = 0;
        for (var token : tokens) {
            number = number / 10 + (token.id() + 1) / 10.0;
        }
        return new double[] {number / 2, 1 - number / 2, 0};
    });
    private final Session session = new Session();
    private final Context context = session.root(vocabulary).plus(List.of(token(2), token(0), token(1), token(0)));

    private org.decant.runtime.vocabulary.Token token(int id) {
        return vocabulary.token(id);
    }

    /// The digits that a model looks at, the last token's first.
    private double seen(ForwardModel model) {
        return Math.rint(2e4 * Math.exp(session.bind(model).logits(context).values()[0])) / 1e4;
    }

    @Test
    void layersLookAtTheLastTokens() {
        assertEquals(0.1213, seen(table));
        assertSame(table.exit(2), table.skip(BitSet.valueOf(new long[] {8})));
        assertEquals(0.1, seen(table.exit(2)));
        assertEquals(0, seen(table.exit(1)));
        assertEquals(0.1, seen(table.skipByPosition(List.of(new BitSet(), new BitSet(), new BitSet(), new BitSet(),
                BitSet.valueOf(new long[] {4})))));
        assertEquals(1, table.exit(1).layers());
        assertThrows(DecantException.class, () -> table.exit(4));
    }

    @Test
    void whatIsNotSeenIsLeftOut() {
        assertEquals(0.12, seen(table.keep(new Retention(0, 3, new Retention.None()))));
        assertEquals(0.12, seen(table.keep(new Retention(1, 2, new Retention.None()))));
        // of positions 0 to 2 those with the largest first probability: "c" is 3 tenths, the beginning 0, "ca" 0.13
        Tensor first = Tensor.of(new int[] {1, 3}, 1, 0, 0);
        assertEquals(0.12, seen(table.keep(new Retention(0, 2,
                new Retention.Projected(1, List.of(first, first, first))))));
        assertEquals(0.121, seen(table.keep(new Retention(0, 2,
                new Retention.Projected(2, List.of(first, first, first))))));
        assertEquals(0.121, seen(table.keep(new Retention(0, 3, new Retention.Attended(1, 1)))) );
        assertThrows(DecantException.class, () -> table.keep(new Retention(0, 2, new Retention.Projected(1, List.of(first)))));
    }

    @Test
    void roundedToFewNumbers() {
        double[] row = session.bind(table.cacheBits(4)).logits(context).values();
        assertEquals(1 / 15.0, Math.exp(row[0]), 1e-12);
        assertEquals(14 / 15.0, Math.exp(row[1]), 1e-12);
        assertThrows(DecantException.class, () -> table.cacheBits(3));
    }

    @Test
    void headsForeseeAsChainsOfPairs() {
        List<org.decant.runtime.model.Model> heads = session.bind(table).draftHeads();
        assertEquals(heads.size(), session.bind(table).headAccuracy().size());
        // Behind "a" the first token has half a tenth, behind "b" a tenth.
        double first = 0.06065;
        for (var head : heads) {
            first = 0.05 * first + 0.1 * (1 - first);
            double[] row = head.logits(context).values();
            assertEquals(first, Math.exp(row[0]), 1e-12);
            assertEquals(1 - first, Math.exp(row[1]), 1e-12);
        }
    }

    @Test
    void whatIsObserved() {
        Batcher batcher = session.bind(table);
        assertArrayEquals(new double[] {0.06065, 0.93935, 0},
                batcher.observe(List.of(context), new Observation.FinalState()).getFirst().values(), 1e-12);
        assertArrayEquals(new double[] {1, 0, 0},
                batcher.observe(List.of(context), new Observation.HiddenState(0)).getFirst().values(), 1e-12);
        assertArrayEquals(new double[] {0.05, 0.95, 0},
                batcher.observe(List.of(context), new Observation.HiddenState(2)).getFirst().values(), 1e-12);
        assertEquals(batcher.observe(List.of(context), new Observation.HiddenState(2)).getFirst(),
                batcher.observe(List.of(context), new Observation.Queries(2)).getFirst().row(0));
        assertArrayEquals(new double[] {0.2, 0.2, 0.2, 0.2, 0.2},
                batcher.observe(List.of(context), new Observation.Attention(1)).getFirst().values(), 1e-12);
    }
}
