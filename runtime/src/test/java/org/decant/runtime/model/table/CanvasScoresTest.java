package org.decant.runtime.model.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanvasScoresTest {
    private final Vocabulary letters = SymbolTokenizer.letters("letters", 3, false);

    @ParameterizedTest
    @EnumSource
    void holesHaveTheDistributionOfAllFillings(TableShape shape) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            TableModel model = TableModel.random(random, letters, random.nextInt(4), shape);
            Session session = new Session();
            Canvas canvas = canvas(session.root(letters).plus(letters.encode("ab".substring(random.nextInt(3)))), random);
            double[][] expected = new double[canvas.size()][letters.size()];
            double mass = fill(model, canvas, canvas.context(), 1, new ArrayList<>(), expected);
            if (mass == 0) {
                continue;
            }
            List<Logits> actual = session.bind(model).logits(canvas);
            int[] holes = canvas.holes();
            for (int i = 0; i < holes.length; i++) {
                double[] probabilities = actual.get(i).softmax().probabilities();
                for (int id = 0; id < letters.size(); id++) {
                    assertEquals(expected[holes[i]][id] / mass, probabilities[id], 1e-12,
                            "seed " + seed + ", " + canvas + ", hole " + holes[i] + ", token " + id);
                }
            }
        }
    }

    /// Goes through all fillings; gives their mass and adds it up by place and token.
    private double fill(TableModel model, Canvas canvas, Context at, double mass, List<Integer> ids, double[][] sums) {
        int place = ids.size();
        if (place == canvas.size()) {
            for (int i = 0; i < place; i++) {
                sums[i][ids.get(i)] += mass;
            }
            return mass;
        }
        double[] row = new double[letters.size()];
        model.score(at, row);
        double all = 0;
        for (int id = 0; id < letters.size(); id++) {
            if (canvas.isHole(place) || canvas.token(place).id() == id) {
                ids.add(id);
                all += fill(model, canvas, at.plus(letters.token(id)), mass * Math.exp(row[id]), ids, sums);
                ids.removeLast();
            }
        }
        return all;
    }

    private Canvas canvas(Context context, Random random) {
        TreeMap<Integer, Token> tokens = new TreeMap<>();
        int size = 1 + random.nextInt(5);
        for (int place = 0; place < size; place++) {
            if (random.nextInt(3) == 0) {
                tokens.put(place, letters.token(random.nextInt(3)));
            }
        }
        return Canvas.of(context, size).fill(tokens);
    }

    @Test
    void longCanvasesTakeNoMoreThanTheTableLooksAt() {
        TableModel model = TableModel.random(new Random(1), letters, 2, TableShape.VARIED);
        Session session = new Session();
        Batcher batcher = session.bind(model);
        Context root = session.root(letters);
        // nothing known behind: the first hole has the next-token distribution
        double[] next = batcher.logits(root).softmax().probabilities();
        double[] first = batcher.logits(Canvas.of(root, 60)).getFirst().softmax().probabilities();
        for (int id = 0; id < 3; id++) {
            assertEquals(next[id], first[id], 1e-12);
        }
        TableModel whole = TableModel.of("whole", letters, _ -> new double[] {0.2, 0.3, 0.5});
        String message = assertThrows(DecantException.class,
                () -> session.bind(whole).logits(Canvas.of(root, 20)).getFirst().values()).getMessage();
        assertTrue(message.contains("too many fillings"), message);
    }

    @Test
    void whatIsImpossibleTogetherIsAsPossibleAsCanBe() {
        // a is followed by b, b by a; c by c
        TableModel model = TableModel.of("turns", letters, 1, tokens -> tokens.isEmpty()
                ? new double[] {0.5, 0.25, 0.25} : switch (tokens.getLast().id()) {
                    case 0 -> new double[] {0, 1, 0};
                    case 1 -> new double[] {1, 0, 0};
                    default -> new double[] {0, 0, 1};
                });
        Session session = new Session();
        Canvas canvas = Canvas.of(session.root(letters), 3).fill(new TreeMap<>(java.util.Map.of(
                0, letters.token(0), 1, letters.token(0))));
        double[] last = session.bind(model).logits(canvas).getFirst().softmax().probabilities();
        assertEquals(0, last[0]);
        assertEquals(1, last[1], 1e-12);
    }
}
