package org.decant.runtime.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.random.CodePoint;
import org.decant.runtime.random.CodePoint.Decoded;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// The tokens that evenly spaced numbers decide together, against the numbers themselves at every shift that makes a difference.
class UndrawnShiftTest {
    private static final int SIZE = 3;
    private static final int DEPTH = 2;
    private final Vocabulary vocabulary = Vocabularies.letters(SIZE, false);

    /// The distribution after the tokens that a number has decided before: one for none, one for each token.
    private double[][] rows(Random random) {
        double[][] rows = new double[SIZE + 1][SIZE];
        for (double[] row : rows) {
            double sum = 0;
            for (int id = 0; id < SIZE; id++) {
                row[id] = random.nextInt(5) == 0 ? 0 : random.nextDouble();
                sum += row[id];
            }
            row[0] += sum == 0 ? 1 : 0;
            sum += sum == 0 ? 1 : 0;
            for (int id = 0; id < SIZE; id++) {
                row[id] /= sum;
            }
        }
        return rows;
    }

    private double[] row(double[][] rows, int before) {
        return rows[before + 1];
    }

    /// What the numbers decide at a shift: each its first token, then each its second.
    private List<Integer> decided(double[][] rows, int count, double shift) {
        List<Integer> tokens = new ArrayList<>();
        double[] numbers = new double[count];
        int[] before = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (shift + (double) i / count) % 1;
            before[i] = -1;
        }
        for (int depth = 0; depth < DEPTH; depth++) {
            for (int i = 0; i < count; i++) {
                double[] row = row(rows, before[i]);
                double from = 0;
                int id = 0;
                while (id < SIZE - 1 && numbers[i] >= from + row[id]) {
                    from += row[id++];
                }
                numbers[i] = (numbers[i] - from) / row[id];
                before[i] = id;
                tokens.add(id);
            }
        }
        return tokens;
    }

    private Map<List<Integer>, Double> expected(double[][] rows, int count) {
        TreeSet<Double> bends = new TreeSet<>(List.of(0.0, 1.0));
        for (int i = 0; i < count; i++) {
            double at = 0;
            for (int first = 0; first < SIZE; first++) {
                double width = row(rows, -1)[first];
                double inner = at;
                for (int second = 0; second < SIZE; second++) {
                    bends.add(((inner - (double) i / count) % 1 + 1) % 1);
                    inner += width * row(rows, first)[second];
                }
                at += width;
            }
        }
        Map<List<Integer>, Double> expected = new HashMap<>();
        double from = 0;
        for (double to : bends) {
            if (to - from > 1e-12) {
                expected.merge(decided(rows, count, from + (to - from) / 2), to - from, Double::sum);
            }
            from = to;
        }
        return expected;
    }

    /// A choice of a run: what was chosen, and of what.
    private static final class Chosen {
        private final double[] weights;
        private int index = -1;

        Chosen(double[] weights) {
            this.weights = weights.clone();
        }

        /// Goes on to the next that is possible, if there is one.
        boolean advance() {
            do {
                index++;
            } while (index < weights.length && weights[index] == 0);
            return index < weights.length;
        }

        double probability() {
            return weights[index] / Arrays.stream(weights).sum();
        }
    }

    /// All ways to choose, one run each: the choices of the run before, the last of which that can goes one further.
    private Map<List<Integer>, Double> enumerated(double[][] rows, int count) {
        Map<List<Integer>, Double> found = new HashMap<>();
        List<Chosen> path = new ArrayList<>();
        do {
            int[] at = {0};
            CodePoint[] points = UndrawnShift.points(count, weights -> {
                if (at[0] == path.size()) {
                    path.add(new Chosen(weights));
                    path.getLast().advance();
                }
                return path.get(at[0]++).index;
            });
            List<Integer> tokens = new ArrayList<>();
            int[] before = new int[count];
            Arrays.fill(before, -1);
            for (int depth = 0; depth < DEPTH; depth++) {
                for (int i = 0; i < count; i++) {
                    Decoded decoded = points[i].decode(Dist.ofWeights(vocabulary, row(rows, before[i])), null);
                    points[i] = decoded.rest();
                    before[i] = decoded.token().id();
                    tokens.add(before[i]);
                }
            }
            found.merge(tokens, path.stream().mapToDouble(Chosen::probability).reduce(1, (x, y) -> x * y), Double::sum);
            while (!path.isEmpty() && !path.getLast().advance()) {
                path.removeLast();
            }
        } while (!path.isEmpty());
        return found;
    }

    @Test
    void whatNumbersDecideTogetherIsThatOfEveryShift() {
        Random random = new Random(20260101);
        for (int round = 0; round < 60; round++) {
            double[][] rows = rows(random);
            int count = 1 + round % 4;
            Map<List<Integer>, Double> expected = expected(rows, count);
            Map<List<Integer>, Double> found = enumerated(rows, count);
            assertEquals(expected.keySet(), found.keySet(), "round " + round);
            expected.forEach((tokens, mass) -> assertEquals(mass, found.get(tokens), 1e-9, tokens.toString()));
        }
    }
}
